"""When and where matches are played."""
