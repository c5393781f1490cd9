"""Notifications to all members, or to all who hold a permission."""
