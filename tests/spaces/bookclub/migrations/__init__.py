"""The revisions of the reading club's tables."""
