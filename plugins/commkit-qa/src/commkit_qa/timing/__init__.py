"""The time to a useful answer: how long askers wait for what helps them, who writes it, and how that is known."""
