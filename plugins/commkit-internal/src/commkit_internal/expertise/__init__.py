"""Expertise: who knows about a topic, by evidence that is counted, and by what members say themselves."""
