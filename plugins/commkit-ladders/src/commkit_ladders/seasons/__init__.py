"""Seasons: they end by the rules or by a steward, and the worker keeps ladders up to date."""
