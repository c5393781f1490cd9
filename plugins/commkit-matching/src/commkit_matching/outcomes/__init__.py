"""Outcomes: what came of matches, in the words of nobody: one number each."""
