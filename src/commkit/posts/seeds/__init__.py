"""Seeds: the threads that a community type brings for a new community, so that nobody enters an empty room."""
