"""Minutes with all that stands in them."""
