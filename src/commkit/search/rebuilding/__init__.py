"""Rebuilding: the full-text index of all communities, made anew from the entries while the application runs."""
