"""Links to voices and calls: none by minors, none to them."""
