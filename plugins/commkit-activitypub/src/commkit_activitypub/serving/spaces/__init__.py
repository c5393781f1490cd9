"""Spaces as actors."""
