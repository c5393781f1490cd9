"""Revisions: edits of posts, what a post said before each, and the differences between versions."""
