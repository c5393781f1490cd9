"""Conversations: no minor is in one with a stranger, whatever happens before or after."""
