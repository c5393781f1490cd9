"""Which kinds of notifications come through which channels."""
