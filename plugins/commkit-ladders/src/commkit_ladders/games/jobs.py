"""The host's and the worker's own commands about games: results that other plugins tell of, and imports."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from attrs import frozen

from commkit import Command, Items
from commkit_ladders.games.messages import Sides
from commkit_ladders.games.records import GameDraft
from commkit_ladders.ladders.records import LadderId
from commkit_ladders.policy import ForeignKey, Key

MAX_IMPORTED = 200
"""Games of one `ImportGames`."""


@frozen(kw_only=True)
class TakeResult(Command[bool]):
    """Take what a declared source says of a game; told again, or after a later fact, it changes nothing.

    Attributes:
        ladder: The key of the ladder; where there is none, or it is closed, nothing counts.
        source: The name of the declared source.
        about: What the game is called there.
        sides: Who played, and how it ended; nobody where it is taken back.
        fact: The id of the fact.
        at: When it was played.

    Returns:
        Whether it changed something.
    """

    permission = "ladders.keep"
    host_only = True
    personal = ()

    ladder: Key
    source: Key
    about: ForeignKey
    sides: Sides = ()
    fact: UUID
    at: datetime


@frozen
class ImportGames(Command[int]):
    """Take games of another system; each counts at the time at which it was played, in the season of that time.

    Those that were taken before, by their keys, are passed over. The worker counts them.

    Attributes:
        ladder: The ladder.
        games: The games, in any order.

    Returns:
        How many were taken.

    Raises:
        NotFound: There is no such ladder or member.
        Invalid: A game is none, as for `RecordGame`; then none is taken.
        Conflict: The ladder is closed.
    """

    permission = "ladders.keep"
    host_only = True
    personal = ()

    ladder: LadderId
    games: Annotated[tuple[GameDraft, ...], Items(max=MAX_IMPORTED)]
