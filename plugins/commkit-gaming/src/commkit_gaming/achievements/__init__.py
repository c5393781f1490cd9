"""Achievements: what counts for who plays, and the badges for it, as data for commkit-reputation."""
