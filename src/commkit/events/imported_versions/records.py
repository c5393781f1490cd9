"""How a version that comes stands to the one that is there."""

from datetime import datetime
from enum import Enum, auto

from attrs import frozen

from commkit.events.records import EventId


class Standing(Enum):
    """How a version that comes stands to the one that is there."""

    LATER = auto()
    SAME = auto()
    EARLIER = auto()


class Outcome(Enum):
    """What became of an external event; `skipped` reasons are texts."""

    CREATED = auto()
    UPDATED = auto()
    CANCELLED = auto()


@frozen
class KnownVersion:
    """The version of an event that is there.

    Attributes:
        event: The event.
        sequence: The number of the version that was imported; None for one that was created here.
        modified_at: When that version was made.
    """

    event: EventId
    sequence: int | None
    modified_at: datetime | None
