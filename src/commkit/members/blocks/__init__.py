"""Blocks: members whom a member mutes or blocks."""
