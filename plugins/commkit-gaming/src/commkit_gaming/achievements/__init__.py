"""Achievements: what counts for members of a gaming community, and the badges for it, as data for commkit-reputation."""
