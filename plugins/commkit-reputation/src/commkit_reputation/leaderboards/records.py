"""Leaderboards and who is on them."""

from datetime import date

from attrs import frozen

from commkit import MemberId
from commkit.storage import Cursor
from commkit_reputation.policy import Period


@frozen
class LeaderboardSettings:
    """Who is on leaderboards.

    Attributes:
        include_staff: Whether staff is. Where it is not, nobody competes with those who are paid for it.
    """

    include_staff: bool = True


@frozen(kw_only=True)
class LeaderboardRow:
    """A place on a leaderboard.

    Attributes:
        rank: 1 and more than the number of those on the board with more points: who has equally many shares a rank,
            and the next rank is left out (1, 2, 2, 4).
        member: Who.
        points: The points of the period.
    """

    rank: int
    member: MemberId
    points: int


@frozen(kw_only=True)
class Leaderboard:
    """A part of a leaderboard: members with more than 0 points in a period, the most first.

    Attributes:
        period: Week, month, year or all.
        start: The first day of the period, UTC; 1970-01-01 for all time.
        items: The places, with equal points the newest member.
        next: Give it as `after` to get the next page; None at the end, and around a member.
    """

    period: Period
    start: date
    items: tuple[LeaderboardRow, ...]
    next: Cursor | None
