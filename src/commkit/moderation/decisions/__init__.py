"""Decisions: what moderators decide, what it does, and the statement of reasons."""
