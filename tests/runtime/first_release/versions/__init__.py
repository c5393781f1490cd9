"""The revisions of a plugin in tests."""
