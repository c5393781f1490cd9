"""Joining: how members come into the audience of a space, and leave it."""
