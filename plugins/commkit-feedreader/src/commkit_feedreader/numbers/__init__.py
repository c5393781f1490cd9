"""Numbers of feeds."""
