"""What replies are sorted by, and how parts of a list become its page; no database."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from commkit.storage import FIRST_ID, LARGEST, LAST_ID
from commkit_ranking.policy import RankOrder, ReplyOrder
from commkit_ranking.ranks.policy import FORMULAS, Measured, keys_of, value_of
from commkit_ranking.tables import REPLY_KEY

Position = tuple[int, UUID]
"""Where a reply stands: what it is sorted by, and its id."""

_AS_THREADS = {
    ReplyOrder.BEST: RankOrder.BEST,
    ReplyOrder.TOP: RankOrder.TOP,
    ReplyOrder.CONTROVERSIAL: RankOrder.CONTROVERSIAL,
    ReplyOrder.NEWEST: RankOrder.LATEST,
    ReplyOrder.OLDEST: RankOrder.LATEST,
}
"""The orders of threads with the same formulas."""


def rises(order: ReplyOrder) -> bool:
    """Whether the lowest stands first."""
    return order is ReplyOrder.OLDEST


def start_of(order: ReplyOrder) -> Position:
    """The position in front of all replies."""
    return (-LARGEST, FIRST_ID) if rises(order) else (LARGEST, LAST_ID)


def formula_of(order: ReplyOrder) -> str:
    """What an order sorts by, for people."""
    return FORMULAS[_AS_THREADS[order]].replace("opened_at", "written_at")


def shown_value(order: ReplyOrder, key: int) -> float:
    """What a stored number stands for in an order."""
    return value_of(_AS_THREADS[order], key)


def reply_row_of(parent: UUID, written_at: datetime, up: int, down: int) -> dict[str, Any]:
    """The columns of a reply's ranks, without since when; the formulas are those of threads.

    Args:
        parent: What it replies to.
        written_at: When it was written.
        up: Votes for it.
        down: Votes against it.
    """
    keys = keys_of(
        Measured(opened_at=written_at, activity_at=written_at, space=None, up=up, down=down, active_people=0)
    )
    ranks = {column: keys[_AS_THREADS[order].value] for order, column in REPLY_KEY.items()}
    return {"parent": parent, "up": up, "down": down, **ranks}


def next_positions(order: ReplyOrder, *parts: Iterable[Position], size: int) -> list[Position]:
    """The next replies of a list, of those that stand where they stood, and of those that have moved since."""
    return sorted(chain(*parts), reverse=not rises(order))[:size]
