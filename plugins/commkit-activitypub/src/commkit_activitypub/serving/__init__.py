"""What is served below `/activitypub` of a community, as a visitor reads it."""
