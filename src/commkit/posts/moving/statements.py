"""The SQL of moving posts."""

from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from commkit.posts.moving.records import PostPosition
from commkit.posts.statements import is_by_another
from commkit.posts.tables import post
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import statement

_HERE = post.c.community_id == bindparam("community_id")
_NO_LAST_AUTHOR = dict.fromkeys(("last_author", "last_author_from", "last_author_after", "last_shown"))
"""Moved posts are unread to all, also to those who wrote the last of them."""

_THREAD = post.c.thread == bindparam("thread")

_THIS = _HERE & (post.c.id == bindparam("id"))

_POSITION = tuple(post.c[name] for name in PostPosition.__annotations__)


# The opening post comes last: everywhere, replies are locked ahead of their thread.
LOCK_THREAD_POSTS = statement(
    lambda: select(post.c.id).where(_HERE, _THREAD).order_by(post.c.number.desc()).with_for_update()
)

LOCK_TARGET = statement(
    lambda: (
        select(post.c.id)
        .where(_HERE, _THREAD, or_(post.c.id == bindparam("target"), post.c.parent.is_(None)))
        .order_by(post.c.number.desc())
        .with_for_update()
    )
)

POSITIONS = statement(
    lambda: select(*_POSITION).where(_HERE, _THREAD).order_by(post.c.number), into=PostPosition
)
"""All posts of a thread; read once it is locked."""

TARGET_POSITIONS = statement(
    lambda: (
        select(*_POSITION)
        .where(_HERE, _THREAD, or_(post.c.id == bindparam("target"), post.c.parent.is_(None)))
        .order_by(post.c.number)
    ),
    into=PostPosition,
)

SET_POSITION = statement(
    lambda: (
        update(post)
        .values(
            thread=bindparam("new_thread"),
            parent=bindparam("new_parent", type_=Id),
            number=bindparam("new_number"),
            path=bindparam("new_path"),
            kind=bindparam("new_kind"),
            state=bindparam("new_state"),
            closed_at=bindparam("new_closed_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)

BECOME_REPLY = statement(
    lambda: (
        update(post)
        .values(
            tags=(),
            activity_at=None,
            reply_count=0,
            answer_count=None,
            answer=None,
            last_number=0,
            **_NO_LAST_AUTHOR,
            locked_at=None,
            locked_by=None,
            lock_reason=None,
            space=None,
            audience=None,
        )
        .where(_THIS)
    )
)

BECOME_OPENING = statement(
    lambda: (
        update(post)
        .values(
            title=bindparam("new_title"),
            tags=bindparam("new_tags"),
            activity_at=bindparam("at", type_=UtcDateTime),
            space=bindparam("new_space", type_=Id),
            audience=bindparam("new_audience", type_=Id),
        )
        .where(_THIS)
    )
)

_other = post.alias("other")


def _counted(*conditions: Any) -> Any:
    return (
        select(func.count())
        .select_from(_other)
        .where(
            _other.c.community_id == bindparam("community_id"),
            _other.c.thread == bindparam("thread"),
            _other.c.parent.is_not(None),
            _other.c.removed_at.is_(None),
            *conditions,
        )
        .correlate(post)
        .scalar_subquery()
    )


_OPENING = _HERE & (post.c.id == bindparam("thread"))

RECOUNT = statement(
    lambda: (
        update(post)
        .values(reply_count=_counted(), last_number=bindparam("new_last"), **_NO_LAST_AUTHOR)
        .where(_OPENING)
    )
)

RECOUNT_AWAITING = statement(
    lambda: (
        update(post)
        .values(
            reply_count=_counted(),
            answer_count=_counted(
                _other.c.parent == bindparam("thread"),
                _other.c.kind == bindparam("awaited"),
                ~_other.c.by_agent,
                is_by_another(_other, post),
            ),
            last_number=bindparam("new_last"),
            **_NO_LAST_AUTHOR,
        )
        .where(_OPENING)
    )
)

BUMP = statement(lambda: update(post).values(activity_at=bindparam("at", type_=UtcDateTime)).where(_OPENING))
