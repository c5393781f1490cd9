"""Rounds: the engine runs over all who ask, and makes proposals."""
