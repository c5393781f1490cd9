"""The revisions of a plugin in tests: its first release, and one that changes a table with rows in it."""
