"""Views of the queue of cases: what each is about, who reported it, and what can be decided."""
