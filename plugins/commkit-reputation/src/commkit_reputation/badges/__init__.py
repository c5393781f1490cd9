"""Badges: awarded by rules over the evidence that counts."""
