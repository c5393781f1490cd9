"""Masking in Markdown and HTML, as people see it."""
