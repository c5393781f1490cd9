"""Snippets: what a search shows of a text."""
