"""Decisions in minutes: they are superseded by others, and never edited."""
