"""Placing: which space a thread stands in, and who sees it."""
