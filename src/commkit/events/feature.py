"""The feature of events: gatherings with a time, seats and attendees."""

from commkit.runtime.features import Feature

events = Feature("events")
"""The feature of events: gatherings with a time, seats and attendees."""
