"""The topical community of the demo: opinions on light, in sub-topics."""
