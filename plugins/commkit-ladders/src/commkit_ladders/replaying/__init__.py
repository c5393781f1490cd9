"""Replaying: the games that are due are counted in the order of their time, and places are put right."""
