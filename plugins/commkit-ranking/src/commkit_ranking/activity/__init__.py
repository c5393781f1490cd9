"""How many people are active in each space, counted once a day."""
