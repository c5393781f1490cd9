"""Contests: who opens one, by which criteria, and in which state it is."""
