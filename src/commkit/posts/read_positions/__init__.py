"""Read positions: how far a member has read each thread, and what is unread."""
