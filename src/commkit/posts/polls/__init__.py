"""Polls: a question with choices that belongs to a post."""
