"""The worker's own command that keeps a ladder: games that are due, seasons that end, weeks without a game.

Of each ladder one such command counts, the one of the last turn; what makes it due earlier begins another turn.
"""

from datetime import datetime, timedelta

from attrs import frozen

from commkit import Command, Context
from commkit.storage import schedule_command
from commkit_ladders.ladders import statements as ladders_sql
from commkit_ladders.ladders.policy import HeldLadder
from commkit_ladders.ladders.records import LadderId

_LOOK = timedelta(days=1)
"""How often a ladder is looked at where nothing is due earlier."""


@frozen
class KeepLadder(Command[bool]):
    """Bring a ladder up to date; sent as `SYSTEM`.

    Attributes:
        ladder: Which.
        turn: The turn; what was scheduled for an earlier one does nothing.

    Returns:
        Whether it was the turn.
    """

    permission = "ladders.keep"
    when_archived = True
    host_only = True

    ladder: LadderId
    turn: int


def next_look(now: datetime, ends_at: datetime | None) -> datetime:
    """When a ladder is looked at next: in a day, or when its season ends.

    Args:
        now: The moment now.
        ends_at: When the season ends by the rules; None where a steward ends it.
    """
    return now + _LOOK if ends_at is None else min(now + _LOOK, ends_at)


def keep_at(context: Context, ladder: HeldLadder, at: datetime) -> None:
    """Let the worker keep a ladder at a moment, and not when it was to before.

    What was scheduled before is not cancelled, but does nothing, by its turn: a worker that is about to carry it out
    holds it and waits for the ladder, which this command holds.

    Args:
        context: Of a command that holds the ladder.
        ladder: The ladder.
        at: When; now for as soon as the worker comes.
    """
    turn = ladder.turn + 1
    schedule_command(context, KeepLadder(ladder.id, turn), at=at, as_system=True)
    context.run(ladders_sql.SET_TURN, id=ladder.id, new_turn=turn)
