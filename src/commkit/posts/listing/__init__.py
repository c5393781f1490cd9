"""Listing: one query for threads by space, kind, state, tag, author and time, in one of four orders."""
