"""Single elimination, and how any knock-out is played."""
