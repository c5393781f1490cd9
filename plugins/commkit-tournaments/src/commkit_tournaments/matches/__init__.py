"""Matches: reports, disputes and decisions."""
