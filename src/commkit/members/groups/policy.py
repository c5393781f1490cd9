"""How many groups there may be."""

MAX_GROUPS = 200
"""Groups of a community, at most."""
