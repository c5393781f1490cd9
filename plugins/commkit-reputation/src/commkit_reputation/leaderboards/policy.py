"""The ranks of places that follow each other; no database."""

from collections.abc import Iterable

from commkit import MemberId
from commkit.statistics import competition_ranks
from commkit_reputation.leaderboards.records import LeaderboardRow


def ranked(
    places: Iterable[tuple[MemberId, int]], *, rank: int, position: int, points: int | None
) -> tuple[LeaderboardRow, ...]:
    """Places with their ranks: who has equally many points shares a rank (1, 2, 2, 4).

    Args:
        places: Members and points, in order.
        rank: The rank of the place in front of the first one.
        position: How many places are in front of the first one.
        points: The points of the place in front of the first one; None for none.
    """
    found = list(places)
    ranks = competition_ranks([its for _, its in found], rank=rank, position=position, before=points)
    return tuple(
        LeaderboardRow(rank=rank, member=member, points=its)
        for rank, (member, its) in zip(ranks, found, strict=True)
    )
