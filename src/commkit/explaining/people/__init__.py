"""People: whom a question is about, and what they are in the community."""
