"""Releases: what is under embargo, until when, for whom, and who read it."""
