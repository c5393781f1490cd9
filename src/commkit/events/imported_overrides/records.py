"""The occurrences that overrides apply to, and what became of them."""

from datetime import datetime

from attrs import frozen

from commkit.events.records import OccurrenceId


@frozen
class KnownOccurrence:
    """An occurrence of an imported event.

    Attributes:
        id: Its id.
        original_start: The local start that the rule gives it.
        local_start: Its start.
        local_end: Its end.
        ends_at: Its end, in UTC.
        cancelled_at: When it was cancelled.
        sequence: The number of the version of its override; None where none was imported.
        modified_at: When that version was made.
    """

    id: OccurrenceId
    original_start: str
    local_start: str
    local_end: str
    ends_at: datetime
    cancelled_at: datetime | None
    sequence: int | None
    modified_at: datetime | None


@frozen
class Overridden:
    """What became of the overrides of an event.

    Attributes:
        changed: Whether any occurrence changed.
        faults: Why some of them did not, in a few words for each; empty where all did that should.
    """

    changed: bool
    faults: tuple[str, ...] = ()
