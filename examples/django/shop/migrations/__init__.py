"""The revisions of the shop's own tables."""
