"""How evaluators mark the ideas of a call, and what the marks come to."""
