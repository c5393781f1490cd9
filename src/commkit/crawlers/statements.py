"""The statements of crawlers: what members allow, and the pages that may be listed."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, case, cast, exists, func, null, or_, select

from commkit.crawlers.records import CrawlerPreference
from commkit.crawlers.tables import preference
from commkit.members import CURRENT_STATUSES, membership
from commkit.posts import Post, post
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import statement, upsert, visible_statement
from commkit.runtime.storage.visibility import Visible

_COMMUNITY = bindparam("community_id", type_=Id)
_AFTER = bindparam("after", type_=Id)
_SIZE: Any = bindparam("size")
_MOST_SITEMAPS = 50_000
"""Of an index (sitemaps.org, "Using Sitemap index files")."""
_HERE = preference.c.community_id == _COMMUNITY

_set = upsert(preference)

SET_PREFERENCE = statement(
    lambda: _set.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={"indexing": _set.excluded.indexing, "training": _set.excluded.training},
    )
)

PREFERENCE = statement(
    lambda: select(preference.c.indexing, preference.c.training).where(
        _HERE, preference.c.member == bindparam("me", type_=Id)
    ),
    into=CrawlerPreference,
)

OF_MEMBERS = statement(
    lambda: select(preference.c.member, preference.c.indexing, preference.c.training).where(
        _HERE, preference.c.member.in_(bindparam("members", expanding=True, type_=Id))
    )
)


def _not_refused(member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether nobody said that search engines should leave out what is theirs."""
    refused = exists().where(
        preference.c.community_id == _COMMUNITY, preference.c.member == member, ~preference.c.indexing
    )
    return ~refused.correlate_except(preference)


_written = post.alias("written")


def _last_change(visible: Visible) -> Any:
    """When a post of a thread that the reader sees was last written or edited."""
    edited = case((_written.c.edited_at.is_not(None), _written.c.edited_at), else_=_written.c.created_at)
    return (
        select(func.max(edited, type_=UtcDateTime))
        .where(
            _written.c.community_id == _COMMUNITY,
            _written.c.thread == post.c.id,
            visible(Post, _written, alone=True),
        )
        .correlate_except(_written)
        .scalar_subquery()
    )


def _may_be_listed(visible: Visible) -> ColumnElement[bool]:
    return and_(
        post.c.community_id == _COMMUNITY,
        post.c.parent.is_(None),
        visible(Post, post, alone=True),
        _not_refused(post.c.author),
    )


def _threads(visible: Visible, *, in_space: bool) -> Any:
    place = post.c.space == bindparam("space", type_=Id) if in_space else post.c.space.is_(None)
    return (
        select(post.c.id, _last_change(visible))
        .where(_may_be_listed(visible), place, post.c.id > _AFTER)
        .order_by(post.c.id)
        .limit(_SIZE)
    )


def _has_page(visible: Visible) -> ColumnElement[bool]:
    return and_(
        membership.c.community_id == _COMMUNITY,
        or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        _not_refused(membership.c.id),
        visible.listed(membership),
    )


def _starts(id: Any, space: Any, condition: Any) -> Any:
    """Of each space, the page before each that begins a sitemap; NULL where it is the first of all."""
    order = {"partition_by": space, "order_by": id}
    pages = (
        select(
            space.label("space"),
            func.lag(id, type_=Id).over(**order).label("before"),
            func.row_number().over(**order).label("number"),
        )
        .where(condition)
        .subquery()
    )
    begins = (pages.c.number - 1) % bindparam("size", type_=Integer) == 0
    return (
        select(pages.c.space, pages.c.before)
        .where(begins)
        .order_by(pages.c.space, pages.c.number)
        .limit(_MOST_SITEMAPS)
    )


THREADS = visible_statement(lambda visible: _threads(visible, in_space=False))
THREADS_OF_SPACE = visible_statement(lambda visible: _threads(visible, in_space=True))
MEMBERS = visible_statement(
    lambda visible: (
        select(membership.c.id)
        .where(_has_page(visible), membership.c.id > _AFTER)
        .order_by(membership.c.id)
        .limit(_SIZE)
    )
)
STARTS_OF_THREADS = visible_statement(
    lambda visible: _starts(post.c.id, post.c.space, _may_be_listed(visible))
)
STARTS_OF_MEMBERS = visible_statement(
    lambda visible: _starts(membership.c.id, cast(null(), Id), _has_page(visible))
)
