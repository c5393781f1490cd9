"""Fetches: the worker fetches what is due, outside of any transaction, and records what came of it."""
