"""Groups, and the play-offs after them."""
