"""Addresses of pages, written in one way."""
