"""Comparisons of one value."""
