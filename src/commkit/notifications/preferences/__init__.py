"""Notification preferences of members."""
