"""Imports of results of matches."""
