"""The statements of read positions."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    tuple_,
)

from commkit.posts.read_positions.tables import read_mark, read_position
from commkit.posts.records import Post
from commkit.posts.statements import LAST_SHOWN, threads_shown
from commkit.posts.tables import post
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.readers import NOBODY
from commkit.runtime.storage.statements import statement, upsert, visible_statement
from commkit.runtime.storage.visibility import Visible

COUNTED = 1_000
"""Unread threads that are counted, at most."""

_HERE = post.c.community_id == bindparam("community_id")
_ME: Any = bindparam("me", type_=Id)
_SIZE: Any = bindparam("size")

_moved = upsert(read_position)
ADVANCE = statement(
    lambda: _moved.on_conflict_do_update(
        index_elements=["community_id", "member", "thread"],
        set_={"number": _moved.excluded.number, "read_at": _moved.excluded.read_at},
        where=read_position.c.number < _moved.excluded.number,
    )
)
"""Stores how far a thread was read; changes nothing where the member has read further."""

_marked = upsert(read_mark)
MARK_ALL = statement(
    lambda: _marked.on_conflict_do_update(
        index_elements=["community_id", "member", "space"],
        set_={"read_at": _marked.excluded.read_at},
        where=read_mark.c.read_at < _marked.excluded.read_at,
    )
)

POSITION = statement(
    lambda: select(read_position.c.number).where(
        read_position.c.community_id == bindparam("community_id"),
        read_position.c.member == _ME,
        read_position.c.thread == bindparam("thread", type_=Id),
    )
)

_BY_ME = post.c.last_author == _ME
_LAST_OF_OTHERS = case((_BY_ME, post.c.last_author_from - 1), else_=LAST_SHOWN)
"""The number of the last post that is not removed, except those at the end by the member: what has to be read."""
_OTHERS_AT = case((_BY_ME, post.c.last_author_after), else_=post.c.activity_at)
"""When it was added; empty where the member wrote the whole thread."""

LAST_NUMBERS = statement(
    lambda: select(LAST_SHOWN, _LAST_OF_OTHERS).where(_HERE, post.c.id == bindparam("thread", type_=Id))
)
"""The number of the last post of a thread that is not removed, and of the last one that has to be read."""

FIRST_UNREAD = visible_statement(
    lambda visible: (
        select(post.c.id)
        .where(
            _HERE,
            post.c.thread == bindparam("thread", type_=Id),
            post.c.number > bindparam("number"),
            or_(post.c.author.is_(None), post.c.author != _ME),
            visible(Post, post, alone=True),
            visible.wanted(Post, post, within=True),
        )
        .order_by(post.c.number)
        .limit(1)
    )
)
"""The first post of others after a number; whether the thread is visible was asked before."""


def unread() -> ColumnElement[bool]:
    """Whether the thread has something by others that the member has not read.

    Posts of their own at the end of a thread are read with what stands before them; so replying leaves unread what was.
    """
    read = exists().where(
        read_position.c.community_id == post.c.community_id,
        read_position.c.member == _ME,
        read_position.c.thread == post.c.id,
        read_position.c.number >= _LAST_OF_OTHERS,
    )
    marked = exists().where(
        read_mark.c.community_id == post.c.community_id,
        read_mark.c.member == _ME,
        or_(read_mark.c.space == bindparam("nowhere", NOBODY, type_=Id), read_mark.c.space == post.c.space),
        read_mark.c.read_at >= _OTHERS_AT,
    )
    since = bindparam("since", type_=UtcDateTime)
    return and_(
        post.c.activity_at > since,  # follows from the next one; an index has it
        _OTHERS_AT.is_not(None),
        since < _OTHERS_AT,
        not_(read.correlate_except(read_position)),
        not_(marked.correlate_except(read_mark)),
    )


def _page(visible: Visible) -> Any:
    after = tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id))
    return (
        threads_shown(
            visible, visible.wanted(Post, post), unread(), tuple_(post.c.activity_at, post.c.id) < after
        )
        .order_by(post.c.activity_at.desc(), post.c.id.desc())
        .limit(_SIZE)
    )


PAGE = visible_statement(_page, into=Post)


def _counts(visible: Visible) -> Any:
    latest = (
        select(post.c.space)
        .where(
            _HERE,
            post.c.parent.is_(None),
            visible(Post, post, alone=True),
            visible.wanted(Post, post),
            unread(),
        )
        .order_by(post.c.activity_at.desc())
        .limit(literal_column(str(COUNTED)))
        .subquery("latest")
    )
    nowhere_first = case((latest.c.space.is_(None), literal_column("0")), else_=literal_column("1"))
    return (
        select(latest.c.space, func.count()).group_by(latest.c.space).order_by(nowhere_first, latest.c.space)
    )


COUNTS = visible_statement(_counts)
