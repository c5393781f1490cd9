"""How boards are read: a page in one statement, with one more where it is not the first."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit import Context, Invalid, MemberId
from commkit.members import Membership
from commkit.statistics import competition_ranks
from commkit.storage import LARGEST, LAST_ID, NOBODY, keyset, page_size
from commkit_ladders.boards import statements as sql
from commkit_ladders.boards.messages import ReadLadderBoard, ReadLadderBoardAround, ReadListed
from commkit_ladders.boards.records import LadderBoard, LadderRow
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.records import Ladder, LadderId, LadderPlace
from commkit_ladders.policy import RUNNING

_PLACES = keyset(int, int, UUID, of="ladders.board")
_MOST_EACH_WAY = 50
Places = Sequence[tuple[int, LadderPlace]]
"""Places with their scores."""


@frozen
class _Board:
    """One board for one reader: the parameters of all its statements, and whether it is of a division."""

    ladder: LadderId
    values: dict[str, Any]
    of_division: bool


@ladder_feature.handles(ReadLadderBoard)
def read_ladder_board(context: Context, query: ReadLadderBoard) -> LadderBoard:
    """The cursor holds how many places are in front, so that a page counts none of them."""
    board, limit = _board_of(context, query), page_size(query.limit)
    cursors = _PLACES.within(board.ladder, board.values["season"], query.division)
    front, score, member = cursors.decode(query.after, default=(0, LARGEST, LAST_ID))
    rows = context.rows(
        sql.BELOW[board.of_division], score=score, member=member, size=limit + 1, **board.values
    )
    rank = 0
    if front and rows and rows[0][0] == score:
        rank = _rank_of(context, score, board)
    ranked = _ranked(rows, rank=rank, position=front, score=score if rank else None)
    page = cursors.page(
        list(zip(ranked, rows, strict=True)),
        limit,
        lambda one: (front + limit, one[1][0], one[0].place.member),
    )
    return _answer(query, board, tuple(row for row, _ in page.items), page.next)


@ladder_feature.handles(ReadLadderBoardAround)
def read_ladder_board_around(context: Context, query: ReadLadderBoardAround) -> LadderBoard:
    """The place of the member, then those above and below, and the rank of the first of them."""
    board = _board_of(context, query)
    member: MemberId = context.get(Membership, query.member or context.member).id
    if not 1 <= query.each_way <= _MOST_EACH_WAY:
        raise Invalid.field("each_way", "out_of_range", f"ask for 1 to {_MOST_EACH_WAY} places each way")
    of = board.of_division
    found = context.one(sql.ONE[of], member=member, size=1, **board.values)
    if found is None:
        return _answer(query, board, (), None)
    around = {"score": found[0], "member": member, "size": query.each_way, **board.values}
    places = [
        *context.rows(sql.ABOVE[of], **around)[::-1],
        found,
        *context.rows(sql.BELOW[of], **around),
    ]
    first = places[0][0]
    ahead = context.one(sql.COUNT_AHEAD[of], score=first, member=places[0][1].member, **board.values)
    rank = _rank_of(context, first, board)
    rows = _ranked(places, rank=rank, position=ahead[0] if ahead else 0, score=first)
    return _answer(query, board, rows, None)


def _ranked(places: Places, *, rank: int, position: int, score: int | None) -> tuple[LadderRow, ...]:
    ranks = competition_ranks([its for its, _ in places], rank=rank, position=position, before=score)
    return tuple(LadderRow(rank=rank, place=place) for rank, (_, place) in zip(ranks, places, strict=True))


def _rank_of(context: Context, score: int, board: _Board) -> int:
    """The rank of who stands so high."""
    ((higher,),) = context.rows(sql.COUNT_HIGHER[board.of_division], score=score, **board.values)
    return int(higher) + 1


def _board_of(context: Context, query: ReadLadderBoard | ReadLadderBoardAround) -> _Board:
    """The ladder that the reader sees, and what all statements of the board ask with."""
    ladder = context.get(Ladder, query.ladder).id
    if query.season is not None and query.season < 1:
        raise Invalid.field("season", "out_of_range", "give the number of a season that is over, from 1")
    values: dict[str, Any] = {
        "ladder": ladder,
        "season": RUNNING if query.season is None else query.season,
        "me": context.member_or_none or NOBODY,
        "reads_members": context.can("members.read"),
    }
    if query.division is not None:
        values["division"] = query.division
    return _Board(ladder, values, query.division is not None)


def _answer(
    query: ReadLadderBoard | ReadLadderBoardAround, board: _Board, rows: tuple[LadderRow, ...], after: Any
) -> LadderBoard:
    return LadderBoard(
        ladder=board.ladder, season=query.season, division=query.division, items=rows, next=after
    )


@ladder_feature.handles(ReadListed)
def read_listed(context: Context, query: ReadListed) -> bool:
    """Whether they chose not to be."""
    return context.one(sql.IS_UNLISTED, member=context.member) is None
