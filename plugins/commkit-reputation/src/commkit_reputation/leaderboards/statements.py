"""The statements of leaderboards; each walks the index of one board in order."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, func, not_, or_, select

from commkit.members import CURRENT_STATUSES, membership
from commkit.storage import Id, insert_if_absent, statement
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


def _listed() -> Any:
    """Who is inside, is seen by the reader, and wants to be listed."""
    wants_not = exists().where(
        unlisted.c.community_id == score.c.community_id, unlisted.c.member == score.c.member
    )
    return and_(
        or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        or_(membership.c.id == bindparam("me", type_=Id), bindparam("reads_members")),
        or_(bindparam("include_staff"), not_(membership.c.staff)),
        not_(wants_not.correlate_except(unlisted)),
    )


_BELOW = or_(score.c.points < _POINTS, and_(score.c.points == _POINTS, score.c.member < _MEMBER))
_ABOVE = or_(score.c.points > _POINTS, and_(score.c.points == _POINTS, score.c.member > _MEMBER))
_FALLING = (score.c.points.desc(), score.c.member.desc())
_RISING = (score.c.points, score.c.member)


def _places(condition: Any, order: Any) -> Any:
    return (
        select(score.c.member, score.c.points)
        .select_from(_SOURCE)
        .where(_BOARD, _listed(), condition)
        .order_by(*order)
        .limit(bindparam("size"))
    )


BELOW = statement(lambda: _places(and_(score.c.points <= _POINTS, _BELOW), _FALLING))
"""Behind a place; both columns fall, so that the index is walked backwards."""
ABOVE = statement(lambda: _places(and_(score.c.points >= _POINTS, _ABOVE), _RISING))
"""In front of a place, the nearest first."""
PLACE = statement(
    lambda: select(score.c.points).select_from(_SOURCE).where(_BOARD, _listed(), score.c.member == _MEMBER)
)
COUNT_WITH_MORE = statement(
    lambda: select(func.count()).select_from(_SOURCE).where(_BOARD, _listed(), score.c.points > _POINTS)
)
"""How many on the board have more points: it walks them, for a page that begins amid a rank, and around a member."""
COUNT_AHEAD = statement(
    lambda: (
        select(func.count()).select_from(_SOURCE).where(_BOARD, _listed(), score.c.points >= _POINTS, _ABOVE)
    )
)
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
