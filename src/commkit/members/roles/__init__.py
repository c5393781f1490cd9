"""Roles: what members are allowed, and who gives it to them."""
