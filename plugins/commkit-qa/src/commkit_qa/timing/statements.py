"""The statements of the time to a useful answer. Each counts what the reader may see: a number tells of a post, too."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, literal, or_, select, union_all

from commkit.members import membership
from commkit.posts import Post, post
from commkit.storage import UtcDateTime, Visible, visible_statement

ALL, PEER, STAFF, AGENT, UNKNOWN = "all", "peer", "staff", "agent", "unknown"

_answer = post.alias("answer")
_SINCE = bindparam("since", type_=UtcDateTime)
_KINDS: Any = bindparam("kinds", expanding=True)


def _questions(visible: Visible) -> ColumnElement[bool]:
    return and_(
        post.c.community_id == bindparam("community_id"),
        post.c.parent.is_(None),
        post.c.kind.in_(_KINDS),
        post.c.removed_at.is_(None),
        post.c.created_at >= _SINCE,
        visible(Post, post),
    )


ASKED = visible_statement(lambda visible: select(func.count()).select_from(post).where(_questions(visible)))

_BY_ANOTHER = or_(
    _answer.c.author.is_distinct_from(post.c.author),
    # Neither has a membership, as after an import: only their names tell them apart.
    and_(_answer.c.author.is_(None), post.c.author.is_(None), _answer.c.author_name != post.c.author_name),
)
_WHO = case(
    (_answer.c.by_agent, literal(AGENT)),
    (membership.c.staff, literal(STAFF)),
    (_answer.c.author.is_not(None), literal(PEER)),
    else_=literal(UNKNOWN),
)
_SOONEST = case((_answer.c.created_at < post.c.created_at, post.c.created_at), else_=_answer.c.created_at)
"""When the answer was there; never before the question."""


def _answered(who: ColumnElement[str], visible: Visible) -> Select[Any]:
    """Each answered question of some sort: who answered, and where its time stands among those of that sort."""
    took = _SOONEST - post.c.created_at
    return (
        select(
            who.label("who"),
            post.c.created_at.label("asked_at"),
            _SOONEST.label("answered_at"),
            func.row_number().over(partition_by=who, order_by=(took, post.c.id)).label("place"),
            func.count().over(partition_by=who).label("size"),
        )
        .select_from(
            post.join(
                _answer, and_(_answer.c.community_id == post.c.community_id, _answer.c.id == post.c.answer)
            ).outerjoin(
                membership,
                and_(
                    membership.c.community_id == _answer.c.community_id, membership.c.id == _answer.c.author
                ),
            )
        )
        .where(_questions(visible), _BY_ANOTHER)
    )


def _medians(visible: Visible) -> Select[Any]:
    """The one or two questions in the middle of all, and of each sort; the mean of their times is the median."""
    found = union_all(_answered(literal(ALL), visible), _answered(_WHO, visible)).subquery()
    middle = found.c.place * 2
    return select(found.c.who, found.c.size, found.c.asked_at, found.c.answered_at).where(
        middle.between(found.c.size, found.c.size + 2)
    )


MEDIANS = visible_statement(_medians)
