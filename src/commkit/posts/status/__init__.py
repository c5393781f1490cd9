"""Status: pins, locks, and all that a post is marked with in one query."""
