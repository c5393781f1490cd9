"""The tokens by which a directory is known."""
