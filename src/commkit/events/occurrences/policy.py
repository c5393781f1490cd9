"""Whether an occurrence can be answered or changed."""

from datetime import datetime

from commkit.events.occurrences.records import Occurrence
from commkit.runtime.model.errors import Conflict


def is_open(occurrence: Occurrence, now: datetime) -> bool:
    """Whether an occurrence is neither over nor cancelled."""
    return occurrence.cancelled_at is None and occurrence.ends_at > now


def occurrence_closed(occurrence: Occurrence) -> Conflict:
    """The error of an answer or a change to an occurrence that is over or cancelled."""
    if occurrence.cancelled_at is not None:
        return Conflict("events.cancelled", "this was cancelled")
    return Conflict("events.already_ended", "this is over")
