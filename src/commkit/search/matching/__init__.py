"""Matching: where a text has the terms of a search."""
