"""Commendations: a good word for somebody with whom one played, within limits."""
