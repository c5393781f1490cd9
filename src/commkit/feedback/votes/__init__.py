"""Votes for suggestions, one for each member or from a budget."""
