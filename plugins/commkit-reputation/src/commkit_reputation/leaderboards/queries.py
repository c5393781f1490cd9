"""How leaderboards are read: a page in one statement, with one more where it is not the first."""

from datetime import date
from typing import Any
from uuid import UUID

from commkit import Context, Invalid, MemberId
from commkit.members import Membership
from commkit.storage import LARGEST, LAST_ID, NOBODY, keyset, page_size
from commkit_reputation.leaderboards import statements as sql
from commkit_reputation.leaderboards.feature import leaderboard_feature
from commkit_reputation.leaderboards.messages import ReadLeaderboard, ReadLeaderboardAround, ReadListed
from commkit_reputation.leaderboards.policy import ranked
from commkit_reputation.leaderboards.records import Leaderboard, LeaderboardRow, LeaderboardSettings
from commkit_reputation.policy import day_of, period_start

_PLACES = keyset(int, int, UUID, of="reputation.leaderboard")
_MOST_POINTS = 2**31 - 1
"""As many as the column holds."""
_MOST_EACH_WAY = 50


@leaderboard_feature.handles(ReadLeaderboard)
def read_leaderboard(context: Context, query: ReadLeaderboard) -> Leaderboard:
    """The cursor holds how many places are in front, so that a page counts none of them."""
    limit, board = page_size(query.limit), _board_of(context, query)
    cursors = _PLACES.within(query.period.value, board["start"])
    front, points, member = cursors.decode(query.after, default=(0, LARGEST, LAST_ID))
    rows = context.rows(sql.BELOW, points=min(points, _MOST_POINTS), member=member, size=limit + 1, **board)
    rank = 0
    if front and rows and rows[0][1] == points:
        rank = _rank_of(context, points, board)
    items = ranked(rows, rank=rank, position=front, points=points if rank else None)
    page = cursors.page(items, limit, lambda row: (front + limit, row.points, row.member))
    return Leaderboard(period=query.period, start=board["start"], items=page.items, next=page.next)


@leaderboard_feature.handles(ReadLeaderboardAround)
def read_leaderboard_around(context: Context, query: ReadLeaderboardAround) -> Leaderboard:
    """The place of the member, then those above and below, and the rank of the first of them."""
    member = context.get(Membership, query.member or context.member).id
    if not 1 <= query.each_way <= _MOST_EACH_WAY:
        raise Invalid.field("each_way", "out_of_range", f"ask for 1 to {_MOST_EACH_WAY} places each way")
    board = _board_of(context, query)
    place = context.one(sql.PLACE, member=member, **board)
    items: tuple[LeaderboardRow, ...] = ()
    if place is not None:
        around = {"points": place[0], "member": member, "size": query.each_way, **board}
        above: list[tuple[MemberId, int]] = context.rows(sql.ABOVE, **around)[::-1]
        below: list[tuple[MemberId, int]] = context.rows(sql.BELOW, **around)
        places = [*above, (member, place[0]), *below]
        items = _with_ranks(context, places, board)
    return Leaderboard(period=query.period, start=board["start"], items=items, next=None)


def _with_ranks(
    context: Context, places: list[tuple[MemberId, int]], board: dict[str, Any]
) -> tuple[LeaderboardRow, ...]:
    """The first place shares its rank with places in front that have as many points; later ones follow from it."""
    first = places[0][1]
    rank = _rank_of(context, first, board)
    ahead = context.one(sql.COUNT_AHEAD, points=first, member=places[0][0], **board)
    return ranked(places, rank=rank, position=ahead[0] if ahead else 0, points=first)


def _rank_of(context: Context, points: int, board: dict[str, Any]) -> int:
    """The rank of who has so many points."""
    ((more,),) = context.rows(sql.COUNT_WITH_MORE, points=points, **board)
    return int(more) + 1


def _board_of(context: Context, query: ReadLeaderboard | ReadLeaderboardAround) -> dict[str, Any]:
    """The parameters of all statements of one board, for one reader."""
    day: date = query.day or day_of(context.now)
    return {
        "period": query.period.value,
        "start": period_start(query.period, day),
        "me": context.member_or_none or NOBODY,
        "reads_members": context.can("members.read"),
        "include_staff": context.settings(LeaderboardSettings).include_staff,
    }


@leaderboard_feature.handles(ReadListed)
def read_listed(context: Context, query: ReadListed) -> bool:
    """Whether they chose not to be."""
    return context.one(sql.IS_UNLISTED, member=context.member) is None
