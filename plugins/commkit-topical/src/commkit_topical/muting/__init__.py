"""Mutes by word, tag and space: what a member does not want in their lists and notices."""
