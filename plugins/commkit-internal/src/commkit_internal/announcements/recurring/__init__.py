"""Announcements that recur."""
