"""Ending mail of a kind by the link in a mail, without signing in."""
