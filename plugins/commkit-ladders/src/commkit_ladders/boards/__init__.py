"""Boards: who stands where, now or at the end of a season."""
