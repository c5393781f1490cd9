"""The SQL of removing and restoring posts."""

from typing import Any

from sqlalchemy import bindparam, exists, func, literal_column, select, update

from commkit.posts.tables import post
from commkit.runtime.storage.statements import statement

_HERE = post.c.community_id == bindparam("community_id")

_THIS = _HERE & (post.c.id == bindparam("id"))

REMOVE = statement(
    lambda: (
        update(post)
        .values(removed_at=bindparam("now"), removed_by=bindparam("by"))
        .where(_THIS, post.c.removed_at.is_(None))
        .returning(post.c.tags, post.c.thread, post.c.parent, post.c.kind, post.c.audience, post.c.number)
    )
)
"""Gives the row as it is now: it may have been edited or moved since it was read."""

_opening = post.alias("opening")
_LAST_ACTIVITY = (
    select(_opening.c.activity_at)
    .where(_opening.c.community_id == post.c.community_id, _opening.c.id == post.c.thread)
    .correlate(post)
    .scalar_subquery()
    .label("last_activity")
)

RESTORE = statement(
    lambda: (
        update(post)
        .values(removed_at=None)
        .where(_THIS, post.c.removed_at.is_not(None))
        .returning(
            post.c.tags,
            post.c.thread,
            post.c.parent,
            post.c.kind,
            post.c.audience,
            post.c.number,
            post.c.removed_by,
            _LAST_ACTIVITY,
        )
    )
)
"""A thread without a last activity has expired."""

_end, _before = post.alias("end"), post.alias("before")


def _last(shown: Any, column: Any, *conditions: Any) -> Any:
    """A column of the last post of the thread that is not removed."""
    return (
        select(column)
        .where(
            shown.c.community_id == bindparam("community_id"),
            shown.c.thread == bindparam("thread"),
            shown.c.removed_at.is_(None),
            *conditions,
        )
        .order_by(shown.c.number.desc())
        .limit(literal_column("1"))
        .scalar_subquery()
    )


def _at_end(column: Any) -> Any:
    return _last(_end, column)


def _before_end(column: Any) -> Any:
    """A column of the last post by another author than that of the very last one."""
    return _last(_before, column, _before.c.author.is_distinct_from(_at_end(_end.c.author)))


_LATER = exists().where(
    _end.c.community_id == bindparam("community_id"),
    _end.c.thread == bindparam("thread"),
    _end.c.removed_at.is_(None),
    _end.c.number > bindparam("number"),
)

SET_END = statement(
    lambda: (
        update(post)
        .values(
            activity_at=func.coalesce(_at_end(_end.c.created_at), post.c.activity_at),
            last_author=_at_end(_end.c.author),
            last_author_from=func.coalesce(
                _before_end(_before.c.number) + literal_column("1"), literal_column("0")
            ),
            last_author_after=_before_end(_before.c.created_at),
            last_shown=func.nullif(
                func.coalesce(_at_end(_end.c.number), literal_column("0")), post.c.last_number
            ),
        )
        .where(_HERE, post.c.id == bindparam("thread"), ~_LATER)
    )
)
"""Undoes what a removed reply did to the order of activity and to what is unread; does it again for a restored one.

Where posts stand behind the reply, nothing of it changes. The thread's row is locked before.
"""
