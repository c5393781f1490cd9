"""Threads on the host's own pages: found by address or by the host's id, and made by the first comment."""
