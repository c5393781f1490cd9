"""Reproduction: what a question about a fault says, so that others can see it for themselves."""
