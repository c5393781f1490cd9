"""Ranks of the replies to one post, and pages by them."""
