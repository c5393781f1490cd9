"""The statements of entries, for readers."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, or_, select, update

from commkit.posts import Post, post
from commkit.privacy import Holds
from commkit.storage import Id, Statement, UtcDateTime, Visible, statement, visible_statement
from commkit_feedreader.entries.records import FeedEntry
from commkit_feedreader.tables import entry, feed

_NAMES = tuple(FeedEntry.__annotations__)
_ELSEWHERE = {"feed_title": feed.c.title, "site": feed.c.site}
_COLUMNS = tuple(_ELSEWHERE[name] if name in _ELSEWHERE else entry.c[name] for name in _NAMES)
_ENTRIES = entry.join(feed, (feed.c.community_id == entry.c.community_id) & (feed.c.id == entry.c.feed))


def as_entry(*values: Any) -> FeedEntry:
    """A row of the columns of the record."""
    return FeedEntry(**dict(zip(_NAMES, values, strict=True)))


def _shown(visible: Visible) -> ColumnElement[bool]:
    """What was taken, and has no post or one that the reader sees."""
    its_post = exists().where(
        post.c.community_id == entry.c.community_id,
        post.c.id == entry.c.post,
        post.c.removed_at.is_(None),
        visible(Post, post),
    )
    return or_(entry.c.post.is_(None), its_post.correlate(entry))


def _entries(visible: Visible, *conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .select_from(_ENTRIES)
        .where(
            entry.c.community_id == bindparam("community_id"),
            entry.c.title != "",  # without one it was refused or forgotten
            visible(FeedEntry, entry),
            _shown(visible),
            *conditions,
        )
    )


def _page(visible: Visible, *conditions: ColumnElement[bool]) -> Select[Any]:
    at, id = bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id)
    return (
        _entries(
            visible,
            (entry.c.published_at < at) | ((entry.c.published_at == at) & (entry.c.id < id)),
            *conditions,
        )
        .order_by(entry.c.published_at.desc(), entry.c.id.desc())
        .limit(bindparam("size"))
    )


ONE = visible_statement(
    lambda visible: _entries(visible, entry.c.id == bindparam("id", type_=Id)), into=as_entry
)
ALL = visible_statement(_page, into=as_entry)
OF_FEED = visible_statement(
    lambda visible: _page(visible, entry.c.feed == bindparam("feed", type_=Id)), into=as_entry
)
OF_POST = visible_statement(
    lambda visible: _entries(visible, entry.c.post == bindparam("post", type_=Id)).limit(1), into=as_entry
)
MARKED = visible_statement(
    lambda visible: select(entry.c.post).where(
        entry.c.community_id == bindparam("community_id"),
        entry.c.post.in_(bindparam("ids", expanding=True, type_=Id)),
        visible(FeedEntry, entry),
    )
)
"""Those of some posts that were imported."""


def _forget(*posts: ColumnElement[bool]) -> Statement[Any]:
    its_post = select(post.c.id).where(post.c.community_id == bindparam("community_id"), *posts)
    return statement(
        lambda: (
            update(entry)
            .values(title="", summary="", link="")
            .where(entry.c.community_id == bindparam("community_id"), entry.c.post.in_(its_post))
        )
    )


FORGET_IN_THREADS = _forget(post.c.thread.in_(bindparam("threads", expanding=True, type_=Id)))
"""Takes the words of the entries of some threads. The hashes stay, by which they are known as imported."""


@lru_cache(maxsize=64)
def forget_of_author(holds: Holds) -> Statement[Any]:
    """Takes the words of the entries whose posts somebody wrote, but for what is held."""
    return _forget(post.c.author == bindparam("member", type_=Id), holds.not_held(post))
