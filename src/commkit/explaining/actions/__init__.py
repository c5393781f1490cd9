"""Actions: what a question is about, and which messages stand for it."""
