"""Occurrences: each single time at which an event takes place."""
