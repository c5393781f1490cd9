"""Announcements: threads that only staff opens."""
