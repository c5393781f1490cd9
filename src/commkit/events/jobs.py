"""The worker's own messages about events: scheduled commands, and what subscribers send."""

from commkit.events.attendance.jobs import ListEventRecipients, ReleaseSeats
from commkit.events.follow_ups.jobs import OpenFollowUp
from commkit.events.occurrences.jobs import EndOccurrence, RemindAttendees
from commkit.events.series.jobs import ExtendSeries

__all__ = [
    "EndOccurrence",
    "ExtendSeries",
    "ListEventRecipients",
    "OpenFollowUp",
    "ReleaseSeats",
    "RemindAttendees",
]
