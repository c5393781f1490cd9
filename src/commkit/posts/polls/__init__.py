"""Polls: a question with choices that hangs on a post."""
