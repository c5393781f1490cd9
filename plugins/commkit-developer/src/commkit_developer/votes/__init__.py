"""Votes: one for each member and post, up or down, and only so many a day."""
