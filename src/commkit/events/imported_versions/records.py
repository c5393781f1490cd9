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
    """What became of an external event that changed something."""

    CREATED = auto()
    UPDATED = auto()
    CANCELLED = auto()


@frozen
class Imported:
    """What became of an external event and of its overrides.

    Attributes:
        outcome: What changed; None where nothing did.
        skipped: Why something of it was left out, in a few words for each; never empty where nothing changed.
    """

    outcome: Outcome | None
    skipped: tuple[str, ...] = ()


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
