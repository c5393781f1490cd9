"""The statements of boards; each walks the index of one board, or of one division of it, in order."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, func, not_, or_, select

from commkit.members import CURRENT_STATUSES, membership
from commkit.storage import Id, Statement, Visible, insert_if_absent, statement, visible_statement
from commkit_ladders.ladders.records import LadderPlace
from commkit_ladders.ladders.statements import PLACE_COLUMNS, as_place
from commkit_ladders.tables import place, unlisted

_COMMUNITY = bindparam("community_id", type_=Id)
_SCORE: Any = bindparam("score", type_=place.c.score.type)
_MEMBER = bindparam("member", type_=Id)
_SOURCE = place.join(
    membership, (membership.c.community_id == place.c.community_id) & (membership.c.id == place.c.member)
)


def _on_board(visible: Visible, *, of_division: bool) -> Any:
    """Who is on the board, is inside, is seen by the reader, and is listed: by their own wish and by all features."""
    wants_not = exists().where(
        unlisted.c.community_id == place.c.community_id, unlisted.c.member == place.c.member
    )
    return and_(
        place.c.community_id == _COMMUNITY,
        place.c.ladder == bindparam("ladder", type_=Id),
        place.c.season == bindparam("season"),
        *((place.c.division == bindparam("division"),) if of_division else ()),
        or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        or_(membership.c.id == bindparam("me", type_=Id), bindparam("reads_members")),
        not_(wants_not.correlate_except(unlisted)),
        visible.listed(membership, ranked=True),
    )


_BELOW = and_(
    place.c.score <= _SCORE,
    or_(place.c.score < _SCORE, and_(place.c.score == _SCORE, place.c.member < _MEMBER)),
)
_ABOVE = and_(
    place.c.score >= _SCORE,
    or_(place.c.score > _SCORE, and_(place.c.score == _SCORE, place.c.member > _MEMBER)),
)


def _row(score: int, *values: Any) -> tuple[int, LadderPlace]:
    return score, as_place(*values)


def _places(condition: Any, *, falling: bool, of_division: bool) -> Statement[tuple[int, LadderPlace]]:
    """Places with their scores; both columns fall or rise, so that the index is walked."""
    order = (place.c.score, place.c.member)
    return visible_statement(
        lambda visible: (
            select(place.c.score, *PLACE_COLUMNS)
            .select_from(_SOURCE)
            .where(_on_board(visible, of_division=of_division), condition)
            .order_by(*(column.desc() if falling else column for column in order))
            .limit(bindparam("size"))
        ),
        into=_row,
    )


def _count(condition: Any, *, of_division: bool) -> Statement[tuple[Any, ...]]:
    return visible_statement(
        lambda visible: (
            select(func.count())
            .select_from(_SOURCE)
            .where(_on_board(visible, of_division=of_division), condition)
        )
    )


_BOTH = (False, True)
BELOW = {of: _places(_BELOW, falling=True, of_division=of) for of in _BOTH}
"""Behind a place, on the whole board, or (True) of a division."""
ABOVE = {of: _places(_ABOVE, falling=False, of_division=of) for of in _BOTH}
"""In front of a place, the nearest first."""
ONE = {of: _places(place.c.member == _MEMBER, falling=True, of_division=of) for of in _BOTH}
COUNT_HIGHER = {of: _count(place.c.score > _SCORE, of_division=of) for of in _BOTH}
"""How many stand higher: it walks them, for a page that begins amid a rank, and around a member."""
COUNT_AHEAD = {of: _count(_ABOVE, of_division=of) for of in _BOTH}
"""How many are in front of a place, those who stand as high and have a higher id among them."""

UNLIST = statement(lambda: insert_if_absent(unlisted))
LIST = statement(
    lambda: unlisted.delete().where(unlisted.c.community_id == _COMMUNITY, unlisted.c.member == _MEMBER)
)
IS_UNLISTED = statement(
    lambda: select(unlisted.c.member).where(
        unlisted.c.community_id == _COMMUNITY, unlisted.c.member == _MEMBER
    )
)
