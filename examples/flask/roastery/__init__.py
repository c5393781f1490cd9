"""A coffee roastery in Flask, with a community in it: `make example-flask`."""
