"""Leaderboards: who earned most in a week, a month, a year or ever."""
