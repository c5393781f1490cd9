"""Bounties: points that a member sets aside for whoever answers a question."""
