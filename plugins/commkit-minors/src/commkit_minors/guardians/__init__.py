"""Guardians: they see and set limits and contacts of minors, and no messages."""
