"""The revisions of a plugin with a table."""
