"""Tournaments, brackets and standings as they are read."""
