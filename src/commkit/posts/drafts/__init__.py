"""Drafts: posts that are not published yet; only their author sees them."""
