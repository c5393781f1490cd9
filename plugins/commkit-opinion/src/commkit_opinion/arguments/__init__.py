"""Arguments for and against a statement."""
