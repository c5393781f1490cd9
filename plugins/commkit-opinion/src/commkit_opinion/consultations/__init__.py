"""Consultations: a question to the members, for as long as it is open."""
