"""Letters without what disguises them."""
