"""Who speaks in a community, and whether those who join take part: what its guards read."""
