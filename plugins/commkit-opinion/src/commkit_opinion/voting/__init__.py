"""Votes on statements, which statement somebody votes on next, and totals."""
