"""Spaces that a plugin keeps: changed by its own code only."""
