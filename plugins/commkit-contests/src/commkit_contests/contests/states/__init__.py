"""The loader of contests, and the one function that changes their state."""
