"""Sanctions: what decisions do to posts and members, and how it is reversed."""
