"""Pairs: greedy, and stable with places on both sides."""
