"""PATCH, as RFC 7644 has it and as directories send it."""
