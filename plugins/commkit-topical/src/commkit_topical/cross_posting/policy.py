"""What stands in a cross-post about which nothing was said."""

SAID_BY_ITSELF = "This thread was posted in another sub-topic; the discussion is there."
