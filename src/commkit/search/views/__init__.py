"""Views of what was found: with authors, and for replies the title of their thread."""
