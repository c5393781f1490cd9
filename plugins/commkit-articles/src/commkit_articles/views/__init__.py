"""The pages of the desk: articles with what may be done to them."""
