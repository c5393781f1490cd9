"""Rebuilding: what counts, and every sum, from the ledger and what it is about."""
