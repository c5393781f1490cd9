"""Blocks: whom a member does not want to hear from."""
