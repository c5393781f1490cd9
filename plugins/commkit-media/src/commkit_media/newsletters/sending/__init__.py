"""How an issue is mailed, to each subscriber once, and its numbers."""
