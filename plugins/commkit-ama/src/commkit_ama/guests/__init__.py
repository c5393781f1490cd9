"""Guests: who answers the questions of an hour."""
