"""Capacity: how many seats an occurrence has, and how members get one from the waitlist."""
