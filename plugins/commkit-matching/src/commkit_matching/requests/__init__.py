"""Requests: members ask to be matched, with wishes, and take it back."""
