"""The shop: what it sells, and the community around it."""
