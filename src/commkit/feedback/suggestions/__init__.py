"""Suggestions: ideas, problems, praise and questions, with a status and public replies."""
