"""The statements of who speaks and who takes part. All of them count what the reader may see."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select

from commkit.members import MembershipKind, membership
from commkit.posts import Post, post, reaction
from commkit.storage import (
    Duration,
    Id,
    Statement,
    UtcDateTime,
    Visible,
    count_where,
    later,
    visible_statement,
)

_HERE = post.c.community_id == bindparam("community_id")
_opening, _earlier = post.alias("opening"), post.alias("earlier")
_WITH_AUTHORS = post.join(
    membership, (membership.c.community_id == post.c.community_id) & (membership.c.id == post.c.author)
)


def _counted(*conditions: ColumnElement[bool]) -> Statement[tuple[Any, ...]]:
    """How many posts of a time each person wrote: the member, whether they are staff, their role, how many."""
    return visible_statement(
        lambda visible: (
            select(membership.c.id, membership.c.staff, membership.c.role, func.count())
            .select_from(_WITH_AUTHORS)
            .where(
                _HERE,
                post.c.id >= bindparam("since_id", type_=Id),
                post.c.id < bindparam("until_id", type_=Id),
                post.c.removed_at.is_(None),
                ~post.c.by_agent,
                membership.c.kind == MembershipKind.PERSON,
                *conditions,
                visible(Post, post),
            )
            .group_by(membership.c.id, membership.c.staff, membership.c.role)
        )
    )


def _by_another(row: Any) -> ColumnElement[bool]:
    """Whether somebody else opened the thread of a reply."""
    return exists(
        select(_opening.c.id).where(
            _opening.c.community_id == row.c.community_id,
            _opening.c.id == row.c.thread,
            _opening.c.author.is_not(None),
            _opening.c.author != row.c.author,
        )
    ).correlate(row)


OPENED = _counted(post.c.parent.is_(None))
REPLIED = _counted(post.c.parent.is_not(None))
REPLIED_FIRST = _counted(
    post.c.parent.is_not(None),
    _by_another(post),
    ~exists(
        select(_earlier.c.id).where(
            _earlier.c.community_id == post.c.community_id,
            _earlier.c.thread == post.c.thread,
            _earlier.c.number < post.c.number,
            _earlier.c.parent.is_not(None),
            _earlier.c.removed_at.is_(None),
            ~_earlier.c.by_agent,
            _by_another(_earlier),
        )
    ).correlate(post),
)
"""The first replies to threads by others than who opened them."""


def _took_part(visible: Visible, start: Any, end: Any) -> ColumnElement[bool]:
    """Whether a member wrote or reacted between two moments."""
    wrote, to = post.alias(), post.alias()
    return or_(
        exists(
            select(wrote.c.id).where(
                wrote.c.community_id == membership.c.community_id,
                wrote.c.author == membership.c.id,
                ~wrote.c.by_agent,
                wrote.c.removed_at.is_(None),
                wrote.c.created_at >= start,
                wrote.c.created_at < end,
                visible(Post, wrote),
            )
        ).correlate(membership),
        exists(
            select(reaction.c.post)
            .select_from(
                reaction.join(
                    to, (to.c.community_id == reaction.c.community_id) & (to.c.id == reaction.c.post)
                )
            )
            .where(
                reaction.c.community_id == membership.c.community_id,
                reaction.c.member == membership.c.id,
                reaction.c.at >= start,
                reaction.c.at < end,
                visible(Post, to),
            )
        ).correlate(membership),
    )


def _joined(days: str) -> Any:
    return later(membership.c.joined_at, bindparam(days, type_=Duration))


def _activation(visible: Visible) -> Any:
    now = bindparam("now", type_=UtcDateTime)
    observed, watched = _joined("activated_within") <= now, _joined("returned_until") <= now
    activated = _took_part(visible, membership.c.joined_at, _joined("activated_within"))
    returned = _took_part(visible, _joined("returned_from"), _joined("returned_until"))
    return select(
        func.count(),
        count_where(observed),
        count_where(and_(observed, activated)),
        count_where(and_(watched, activated)),
        count_where(and_(watched, activated, returned)),
    ).where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.kind == MembershipKind.PERSON,
        membership.c.joined_at >= bindparam("since", type_=UtcDateTime),
        membership.c.joined_at < bindparam("until", type_=UtcDateTime),
    )


ACTIVATION = visible_statement(_activation)
"""Who joined in a time, of whom it is known whether they took part, and who did. It reads all memberships."""
