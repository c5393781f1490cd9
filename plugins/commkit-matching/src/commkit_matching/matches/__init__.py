"""Matches: proposals, the answers of those in them, and what comes of them."""
