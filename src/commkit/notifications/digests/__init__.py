"""Digests: unread notifications and the best threads of a period, in one mail."""
