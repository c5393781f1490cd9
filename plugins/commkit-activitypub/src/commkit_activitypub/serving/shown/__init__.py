"""Posts as other servers get them."""
