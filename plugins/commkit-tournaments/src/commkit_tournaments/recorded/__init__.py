"""Tournaments that were played elsewhere, as their results were recorded."""
