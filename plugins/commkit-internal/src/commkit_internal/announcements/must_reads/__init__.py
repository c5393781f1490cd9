"""Announcements that have to be read, and who acknowledged them."""
