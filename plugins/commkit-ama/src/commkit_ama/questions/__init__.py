"""Questions to guests, their answers, and the order of both."""
