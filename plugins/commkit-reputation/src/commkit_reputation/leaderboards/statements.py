"""The statements of leaderboards; each walks the index of one board in order."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, func, not_, or_, select

from commkit.members import CURRENT_STATUSES, membership
from commkit.storage import Id, Visible, insert_if_absent, statement, visible_statement
from commkit_reputation.tables import score, unlisted

_COMMUNITY = bindparam("community_id", type_=Id)
_POINTS: Any = bindparam("points")
_MEMBER = bindparam("member", type_=Id)
_BOARD = and_(
    score.c.community_id == _COMMUNITY,
    score.c.period == bindparam("period"),
    score.c.start == bindparam("start", type_=score.c.start.type),
    score.c.points > 0,
)
_SOURCE = score.join(
    membership, (membership.c.community_id == score.c.community_id) & (membership.c.id == score.c.member)
)


def _on_board(visible: Visible) -> Any:
    """Who is inside, is seen by the reader, and is listed: by their own wish and by all features."""
    wants_not = exists().where(
        unlisted.c.community_id == score.c.community_id, unlisted.c.member == score.c.member
    )
    return and_(
        or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        or_(membership.c.id == bindparam("me", type_=Id), bindparam("reads_members")),
        or_(bindparam("include_staff"), not_(membership.c.staff)),
        not_(wants_not.correlate_except(unlisted)),
        visible.listed(membership, ranked=True),
    )


_BELOW = or_(score.c.points < _POINTS, and_(score.c.points == _POINTS, score.c.member < _MEMBER))
_ABOVE = or_(score.c.points > _POINTS, and_(score.c.points == _POINTS, score.c.member > _MEMBER))
_FALLING = (score.c.points.desc(), score.c.member.desc())
_RISING = (score.c.points, score.c.member)


def _places(visible: Visible, condition: Any, order: Any) -> Any:
    return (
        select(score.c.member, score.c.points)
        .select_from(_SOURCE)
        .where(_BOARD, _on_board(visible), condition)
        .order_by(*order)
        .limit(bindparam("size"))
    )


BELOW = visible_statement(lambda visible: _places(visible, and_(score.c.points <= _POINTS, _BELOW), _FALLING))
"""Behind a place; both columns fall, so that the index is walked backwards."""
ABOVE = visible_statement(lambda visible: _places(visible, and_(score.c.points >= _POINTS, _ABOVE), _RISING))
"""In front of a place, the nearest first."""
PLACE = visible_statement(
    lambda visible: (
        select(score.c.points)
        .select_from(_SOURCE)
        .where(_BOARD, _on_board(visible), score.c.member == _MEMBER)
    )
)


def _count(visible: Visible, condition: Any) -> Any:
    return select(func.count()).select_from(_SOURCE).where(_BOARD, _on_board(visible), condition)


COUNT_WITH_MORE = visible_statement(lambda visible: _count(visible, score.c.points > _POINTS))
"""How many on the board have more points: it walks them, for a page that begins amid a rank, and around a member."""
COUNT_AHEAD = visible_statement(lambda visible: _count(visible, and_(score.c.points >= _POINTS, _ABOVE)))
"""How many are in front of a place, those with as many points and a higher id among them."""

UNLIST = statement(lambda: insert_if_absent(unlisted))
LIST = statement(
    lambda: unlisted.delete().where(unlisted.c.community_id == _COMMUNITY, unlisted.c.member == _MEMBER)
)
IS_UNLISTED = statement(
    lambda: select(unlisted.c.member).where(
        unlisted.c.community_id == _COMMUNITY, unlisted.c.member == _MEMBER
    )
)
