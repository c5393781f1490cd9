"""Handoff: a question that the community cannot answer goes to a help desk, and the answer comes back."""
