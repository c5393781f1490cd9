"""Where code is in Markdown and in HTML."""
