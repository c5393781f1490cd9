"""Ratings: what attendees say of an occurrence afterwards, and its figures."""
