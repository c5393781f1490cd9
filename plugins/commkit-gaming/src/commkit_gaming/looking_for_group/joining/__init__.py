"""Joining: requests for a place in a party, and leaving it."""
