"""Boards and who is on them."""

from attrs import frozen

from commkit.storage import Cursor
from commkit_ladders.ladders.records import LadderId, LadderPlace


@frozen(kw_only=True)
class LadderRow:
    """A place on a board.

    Attributes:
        rank: 1 and more than the number of those on the board who stand higher. Where two stand equally high, after the
            rule of ties, they share a rank, and the next rank is left out (1, 2, 2, 4).
        place: Who stands there, and how.
    """

    rank: int
    place: LadderPlace


@frozen(kw_only=True)
class LadderBoard:
    """A part of a board: members of a ladder in the order of their skill, the highest first.

    Attributes:
        ladder: The ladder.
        season: The number of the season at whose end they stood so; None for now.
        division: The division that it is of; None for all.
        items: The places; of equal ones the newest member first.
        next: Give it as `after` to get the next page; None at the end, and around a member.
    """

    ladder: LadderId
    season: int | None
    division: str | None
    items: tuple[LadderRow, ...]
    next: Cursor | None
