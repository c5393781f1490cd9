"""Placing: how the things of other nouns come to stand in a space, or for an audience."""
