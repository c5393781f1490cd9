"""Watching and muting threads, tags and the community; notifications about new posts."""
