"""Retention by kind: how long a community keeps threads of a kind after something was last added to them."""
