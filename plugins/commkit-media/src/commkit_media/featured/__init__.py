"""Comments that the editors feature."""
