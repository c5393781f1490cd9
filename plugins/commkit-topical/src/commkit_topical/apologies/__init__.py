"""Apologies: the one reply in a thread that cools which does not wait for the pause."""
