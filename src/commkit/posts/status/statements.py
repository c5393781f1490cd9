"""The SQL of pins, locks and statuses."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update

from commkit.posts.first_posts.tables import first_post
from commkit.posts.polls.tables import poll
from commkit.posts.records import Post
from commkit.posts.statements import threads_shown
from commkit.posts.status.records import PostStatus
from commkit.posts.status.tables import pin
from commkit.posts.tables import AUTHORED_POSTS, post
from commkit.posts.wikis.tables import wiki
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import Statement, statement, upsert, visible_statement

_HERE = post.c.community_id == bindparam("community_id")

_NOW = bindparam("now", type_=UtcDateTime)

_THREAD = _HERE & (post.c.id == bindparam("thread")) & post.c.parent.is_(None)


def _beside(table: Any) -> Any:
    return (table.c.community_id == post.c.community_id) & (table.c.post == post.c.id)


_PINNED = or_(pin.c.until.is_(None), pin.c.until > _NOW)

STATUS_COLUMNS: tuple[Any, ...] = (
    post.c.id,
    pin.c.pinned_at,
    pin.c.until,
    post.c.locked_at,
    post.c.locked_by,
    func.coalesce(post.c.lock_reason, ""),
    wiki.c.trust,
    poll.c.post.is_not(None),
    first_post.c.post.is_not(None),
)
"""The columns of a `PostStatus`, in its order."""

POSTS_WITH_STATUS = (
    post.outerjoin(pin, and_(_beside(pin), _PINNED))
    .outerjoin(wiki, _beside(wiki))
    .outerjoin(poll, _beside(poll))
    .outerjoin(first_post, _beside(first_post))
)
"""Posts with what they are marked with at the time `now`."""

STATUSES = visible_statement(
    lambda visible: (
        select(*STATUS_COLUMNS)
        .select_from(POSTS_WITH_STATUS)
        .where(_HERE, visible(Post, post), post.c.id.in_(bindparam("posts", expanding=True)))
        .order_by(post.c.id)
    ),
    into=PostStatus,
)

_pin = upsert(pin)

PIN = statement(
    lambda: _pin.on_conflict_do_update(
        index_elements=["community_id", "post"],
        set_={name: _pin.excluded[name] for name in ("space", "pinned_by", "pinned_at", "until")},
    )
)

UNPIN = statement(
    lambda: delete(pin).where(
        pin.c.community_id == bindparam("community_id"), pin.c.post == bindparam("thread"), _PINNED
    )
)

DELETE_PIN = statement(
    lambda: delete(pin).where(
        pin.c.community_id == bindparam("community_id"), pin.c.post == bindparam("thread")
    )
)

LOCK_PINNABLE = statement(lambda: select(post.c.space).where(_THREAD).with_for_update())
"""The space of a thread, which is moved nowhere else until the transaction ends."""

MOVE_PIN = statement(
    lambda: (
        update(pin)
        .values(space=bindparam("new_space", type_=Id))
        .where(pin.c.community_id == bindparam("community_id"), pin.c.post == bindparam("thread"))
    )
)

_NOWHERE = pin.c.space.is_(None)
_IN_SPACE = pin.c.space == bindparam("space", type_=Id)
"""Two conditions, since a parameter that may be NULL finds no index."""


def _pinned(place: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (pin.c.community_id == bindparam("community_id"), place, _PINNED)


def _list(place: ColumnElement[bool]) -> Statement[Post]:
    return visible_statement(
        lambda visible: (
            threads_shown(visible, *_pinned(place), source=pin.join(AUTHORED_POSTS, _beside(pin)))
            .order_by(pin.c.pinned_at.desc(), pin.c.post.desc())
            .limit(bindparam("size"))
        ),
        into=Post,
    )


def _count(place: ColumnElement[bool]) -> Statement[tuple[Any, ...]]:
    """How many threads are pinned in a place, besides one, of those that the actor sees: no more is told to them."""
    return visible_statement(
        lambda visible: (
            select(func.count())
            .select_from(pin.join(post, _beside(pin)))
            .where(*_pinned(place), pin.c.post != bindparam("thread"), visible(Post, post, alone=True))
        )
    )


PINNED, PINNED_IN_SPACE = _list(_NOWHERE), _list(_IN_SPACE)
COUNT_PINS, COUNT_PINS_IN_SPACE = _count(_NOWHERE), _count(_IN_SPACE)

LOCK = statement(
    lambda: (
        update(post)
        .values(locked_at=_NOW, locked_by=bindparam("by"), lock_reason=bindparam("reason"))
        .where(_THREAD, post.c.locked_at.is_(None))
    )
)

UNLOCK = statement(
    lambda: (
        update(post)
        .values(locked_at=None, locked_by=None, lock_reason=None)
        .where(_THREAD, post.c.locked_at.is_not(None))
    )
)
