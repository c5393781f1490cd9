"""Events: gatherings with a time, seats and attendees."""

from commkit.events.feature import events

__all__ = ["events"]
