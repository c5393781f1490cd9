"""Entries of contests, and who sees whose they are."""
