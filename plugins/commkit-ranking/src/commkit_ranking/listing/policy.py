"""How parts of a list become its page; no database."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit import FieldError, Invalid
from commkit_ranking.policy import STABLE_FOR, Period, RankOrder

Position = tuple[int, UUID]
"""Where a thread stands: what it is sorted by, and its id."""


def check_period(order: RankOrder, period: Period) -> None:
    """Check that a period has something to say.

    Raises:
        Invalid: The order is not `top`.
    """
    if period is not Period.ALL and order is not RankOrder.TOP:
        raise Invalid([FieldError("period", "not_of_order", "give a period with the order `top` only")])


def check_fresh(as_of: datetime, now: datetime) -> None:
    """Check that it is still known where threads stood when the first page was read.

    Raises:
        Invalid: That was too long ago.
    """
    if as_of + STABLE_FOR < now:
        hint = "the list was begun more than an hour ago; read its first page again"
        raise Invalid([FieldError("after", "expired", hint)])


@frozen
class Found:
    """A page of positions.

    Attributes:
        positions: At most as many as were asked for, in order.
        end: Where the next page starts; None at the end.
    """

    positions: tuple[Position, ...]
    end: Position | None


@frozen
class Looked:
    """What was looked through.

    Attributes:
        fitting: The positions of the threads that fit.
        count: How many threads were looked at.
        last: The position of the last of them; None where there are no more.
    """

    fitting: tuple[Position, ...]
    count: int
    last: Position | None

    def and_then(self, rows: Sequence[Any], asked: int) -> "Looked":
        """The same with the next threads.

        Args:
            rows: Id, key, and whether it fits, of each.
            asked: How many were asked for; where there are fewer, there are no more.
        """
        fitting = tuple((key, id) for id, key, fits in rows if fits)
        last = (rows[-1][1], rows[-1][0]) if len(rows) == asked else None
        return Looked((*self.fitting, *fitting), self.count + len(rows), last)


def merged(
    present: Iterable[Position], past: Iterable[Position], limit: int, *, seen_until: Position | None
) -> Found:
    """A page of threads that stand where they stood, and of those that have moved since.

    Args:
        present: The next of those that have not moved.
        past: The next of the others, where they stood.
        limit: How many a page has.
        seen_until: The last position that was looked at; what is behind it is for the next page. None at the end.
    """
    reached = [each for each in (*present, *past) if seen_until is None or each >= seen_until]
    reached.sort(reverse=True)
    items = tuple(reached[:limit])
    if len(reached) > limit:
        return Found(items, items[-1])
    return Found(items, seen_until)


def behind(position: Position, rows: Iterable[Sequence[Any]]) -> list[Position]:
    """The positions of rows that stand behind another one."""
    return [(key, id) for id, key in rows if (key, id) < position]
