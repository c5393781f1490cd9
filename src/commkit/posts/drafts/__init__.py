"""Drafts: what somebody has begun to write and nobody else sees, and when it is to appear."""
