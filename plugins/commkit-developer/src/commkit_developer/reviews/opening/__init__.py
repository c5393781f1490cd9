"""Opening: how items come into the queues, and leave them when nothing is left to review."""
