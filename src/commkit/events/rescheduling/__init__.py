"""Rescheduling: how the occurrences of an event follow a new schedule."""
