"""Counters of what became of notifications."""
