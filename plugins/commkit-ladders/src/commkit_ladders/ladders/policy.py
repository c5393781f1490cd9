"""A ladder as a command holds it; no database."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from commkit_ladders.ladders.records import LadderId
from commkit_ladders.skills.records import LadderRules


@frozen(kw_only=True)
class HeldLadder:
    """A ladder that a command holds until its commit, as it is now.

    Attributes:
        id: Its id.
        rules: The declared rules.
        season: The number of the season now.
        closed_at: When it was closed; None while games count on it.
        due: When the first game was played that is to be counted again, and that game; None where all is counted.
        turn: Counts what the worker was asked to do.
        now: The moment for which places are computed: now, or when it was closed.
    """

    id: LadderId
    rules: LadderRules
    season: int
    closed_at: datetime | None
    due: tuple[datetime, UUID] | None
    turn: int
    now: datetime
