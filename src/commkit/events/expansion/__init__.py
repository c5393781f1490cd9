"""Expansion: starts in local time become occurrences."""
