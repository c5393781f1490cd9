"""Numbers: how many parties are filled, how long it takes, and how many do not come."""
