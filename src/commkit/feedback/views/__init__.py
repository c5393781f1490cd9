"""Views of suggestions: with their authors, and the reader's own vote."""
