"""Feeds that a community is subscribed to."""
