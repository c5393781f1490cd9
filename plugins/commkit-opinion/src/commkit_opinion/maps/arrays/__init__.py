"""How a map is computed from votes, in arrays; it needs the extra `map`."""
