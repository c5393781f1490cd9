"""The time to a useful answer: how long askers wait for the answer that is accepted, and who writes it."""
