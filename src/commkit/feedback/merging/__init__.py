"""Merging a duplicate suggestion into another one, with its votes."""
