"""The statements of tickers."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, insert, literal, select, update

from commkit.posts import AUTHORED_POSTS, POST_COLUMNS, Post, post
from commkit.storage import Id, UtcDateTime, Visible, statement, visible_statement
from commkit_media.live.records import EntryCorrection
from commkit_media.policy import ENTRY
from commkit_media.tables import entry_correction, entry_place

_HERE = entry_place.c.community_id == bindparam("community_id")
_THREAD = entry_place.c.thread == bindparam("thread", type_=Id)
_SAME = and_(post.c.community_id == entry_place.c.community_id, post.c.id == entry_place.c.post)

PLACE = statement(
    lambda: insert(entry_place).from_select(
        ["community_id", "post", "thread", "position", "pinned_at"],
        select(
            post.c.community_id, post.c.id, post.c.thread, post.c.number, literal(None, UtcDateTime)
        ).where(post.c.community_id == bindparam("community_id"), post.c.id == bindparam("post", type_=Id)),
    )
)


def _now(column: ColumnElement[Any]) -> Any:
    return select(column).where(_SAME).correlate(entry_place).scalar_subquery()


PLACE_AGAIN = statement(
    lambda: (
        update(entry_place)
        .values(thread=_now(post.c.thread), position=_now(post.c.number))
        .where(_HERE, _THREAD)
    )
)
"""Gives the entries of a thread the places that their posts have now."""
PIN = statement(
    lambda: (
        update(entry_place)
        .values(pinned_at=bindparam("at", type_=UtcDateTime))
        .where(_HERE, entry_place.c.post == bindparam("post", type_=Id))
    )
)
LOCK_PINNED = statement(
    lambda: (
        select(entry_place.c.post)
        .where(_HERE, _THREAD, entry_place.c.pinned_at.is_not(None))
        .order_by(entry_place.c.post)
        .with_for_update()
    )
)
ADD_CORRECTION = statement(lambda: insert(entry_correction))
CORRECTIONS = statement(
    lambda: (
        select(*(entry_correction.c[name] for name in EntryCorrection.__annotations__))
        .where(
            entry_correction.c.community_id == bindparam("community_id"),
            entry_correction.c.post.in_(bindparam("posts", expanding=True, type_=Id)),
        )
        .order_by(entry_correction.c.post, entry_correction.c.version.desc())
    ),
    into=EntryCorrection,
)
"""It checks no visibility: the caller shows the posts."""


def _entries(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    """Entries that the reader may see and that were not removed, the newest first: place, pin, post."""
    return (
        select(entry_place.c.position, entry_place.c.pinned_at, *POST_COLUMNS)
        .select_from(AUTHORED_POSTS.join(entry_place, _SAME))
        .where(
            _HERE,
            _THREAD,
            post.c.kind == ENTRY.name,
            post.c.removed_at.is_(None),
            visible(Post, post),
            *conditions,
        )
        .order_by(entry_place.c.position.desc())
        .limit(bindparam("size"))
    )


PAGE = visible_statement(
    lambda visible: _entries(
        visible,
        entry_place.c.position < bindparam("before"),
        entry_place.c.position > bindparam("since"),
    )
)
PINNED = visible_statement(lambda visible: _entries(visible, entry_place.c.pinned_at.is_not(None)))
