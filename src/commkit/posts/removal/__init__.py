"""Removal: posts are hidden from everybody but those with `posts.read_removed`, and can be restored."""
