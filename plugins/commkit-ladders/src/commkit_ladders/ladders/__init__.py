"""Ladders: what is played for, by which rules, and its seasons."""
