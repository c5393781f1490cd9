"""Indexing: objects are added to the full-text index and removed from it in the transaction that changes them."""
