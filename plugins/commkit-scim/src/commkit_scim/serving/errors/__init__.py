"""Errors as RFC 7644 writes them."""
