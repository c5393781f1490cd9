"""Posts as objects."""
