"""Reminders of who has not acknowledged an announcement, and who is told of them."""
