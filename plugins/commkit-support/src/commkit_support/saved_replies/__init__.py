"""Saved replies: texts that staff writes again and again, with placeholders for what differs."""
