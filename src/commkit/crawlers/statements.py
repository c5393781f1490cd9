"""The statements of crawlers: what members allow, and the pages that may be listed."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, exists, func, or_, select

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


def _threads(visible: Visible, *columns: Any, in_space: bool) -> Any:
    place = post.c.space == bindparam("space", type_=Id) if in_space else post.c.space.is_(None)
    return (
        select(post.c.id, *columns)
        .where(
            post.c.community_id == _COMMUNITY,
            post.c.parent.is_(None),
            place,
            post.c.id > _AFTER,
            visible(Post, post, alone=True),
            _not_refused(post.c.author),
        )
        .order_by(post.c.id)
        .limit(_SIZE)
    )


def _end(page: Any) -> Any:
    """The last id of a page, and how many there are."""
    found = page.subquery()
    last = select(found.c.id).order_by(found.c.id.desc()).limit(1).scalar_subquery()
    return select(last, select(func.count()).select_from(found).scalar_subquery())


def _members() -> Any:
    return (
        select(membership.c.id)
        .where(
            membership.c.community_id == _COMMUNITY,
            membership.c.id > _AFTER,
            or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
            _not_refused(membership.c.id),
        )
        .order_by(membership.c.id)
        .limit(_SIZE)
    )


THREADS = visible_statement(lambda visible: _threads(visible, _last_change(visible), in_space=False))
THREADS_OF_SPACE = visible_statement(lambda visible: _threads(visible, _last_change(visible), in_space=True))
MEMBERS = statement(_members)
END_OF_THREADS = visible_statement(lambda visible: _end(_threads(visible, in_space=False)))
END_OF_THREADS_OF_SPACE = visible_statement(lambda visible: _end(_threads(visible, in_space=True)))
END_OF_MEMBERS = statement(lambda: _end(_members()))
