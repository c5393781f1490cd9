"""The statements of watches."""

from typing import Any

from sqlalchemy import bindparam, case, delete, select

from commkit.notifications.tables import watch
from commkit.notifications.watching.records import Watch, WatchLevel, WatchScope
from commkit.posts import post_tag
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_HERE = watch.c.community_id == bindparam("community_id", type_=Id)

_set = upsert(watch)

SET_WATCH = statement(
    lambda: _set.on_conflict_do_update(
        index_elements=["community_id", "scope", "target", "member"],
        set_={"level": _set.excluded.level, "at": _set.excluded.at},
    )
)

WATCH_BY_DEFAULT = statement(lambda: insert_if_absent(watch))
"""Adds a watch, unless the member has one."""

_COLUMNS = ["community_id", "scope", "target", "member", "level", "at"]

_old = watch.alias("old")


def _rank(level: Any) -> Any:
    return case((level == WatchLevel.MUTED, 0), (level == WatchLevel.NORMAL, 1), else_=2)


# Ordered, so that concurrent statements lock the rows in the same order.
_THREAD_WATCHES = (
    select(
        _old.c.community_id,
        _old.c.scope,
        bindparam("new_target", type_=watch.c.target.type),
        _old.c.member,
        _old.c.level,
        _old.c.at,
    )
    .where(
        _old.c.community_id == bindparam("community_id", type_=Id),
        _old.c.scope == str(WatchScope.THREAD),
        _old.c.target == bindparam("thread"),
    )
    .order_by(_old.c.member)
)

_moved = upsert(watch).from_select(_COLUMNS, _THREAD_WATCHES)

MERGE_WATCHES = statement(
    lambda: _moved.on_conflict_do_update(
        index_elements=["community_id", "scope", "target", "member"],
        set_={"level": _moved.excluded.level},
        where=_rank(_moved.excluded.level) > _rank(watch.c.level),
    )
)
"""Copies the watches of one thread to another one; of two watches of one member the closer level counts."""

COPY_WATCHES = statement(lambda: insert_if_absent(watch).from_select(_COLUMNS, _THREAD_WATCHES))
"""Copies the watches of one thread to another one, except of members who have one there."""

DELETE_WATCHES = statement(
    lambda: delete(watch).where(
        _HERE, watch.c.scope == str(WatchScope.THREAD), watch.c.target == bindparam("thread")
    )
)

WATCHES_OF_MEMBER = statement(
    lambda: (
        select(watch.c.scope, watch.c.target, watch.c.level, watch.c.at)
        .where(
            _HERE,
            watch.c.member == bindparam("me", type_=Id),
            (watch.c.scope > bindparam("after_scope"))
            | ((watch.c.scope == bindparam("after_scope")) & (watch.c.target > bindparam("after_target"))),
        )
        .order_by(watch.c.scope, watch.c.target)
        .limit(bindparam("size"))
    ),
    into=lambda scope, target, level, at: Watch(WatchScope(scope), target, level, at),
)

_own = watch.alias("own")

_HAS_THREAD_WATCH = (
    select(_own.c.member)
    .where(
        _own.c.community_id == watch.c.community_id,
        _own.c.scope == str(WatchScope.THREAD),
        _own.c.target == bindparam("thread"),
        _own.c.member == watch.c.member,
    )
    .correlate(watch)
    .exists()
)
"""A watch of the thread itself overrides those of its tags and of the community."""


def _has_tag_watch(*conditions: Any) -> Any:
    return (
        select(_own.c.member)
        .join(post_tag, (post_tag.c.community_id == _own.c.community_id) & (post_tag.c.tag == _own.c.target))
        .where(
            _own.c.community_id == watch.c.community_id,
            _own.c.scope == str(WatchScope.TAG),
            _own.c.member == watch.c.member,
            post_tag.c.post == bindparam("opening", type_=Id),
            *conditions,
        )
        .correlate(watch)
        .exists()
    )


def _watchers(scope: WatchScope, *conditions: Any) -> Any:
    return statement(
        lambda: (
            select(watch.c.member)
            .where(
                _HERE,
                watch.c.scope == str(scope),
                watch.c.target == bindparam("target"),
                watch.c.member > bindparam("after", type_=Id),
                watch.c.level == WatchLevel.WATCHING,
                *conditions,
            )
            .order_by(watch.c.member)
            .limit(bindparam("size"))
        )
    )


WATCHERS = {
    WatchScope.THREAD: _watchers(WatchScope.THREAD),
    WatchScope.TAG: _watchers(
        WatchScope.TAG, ~_HAS_THREAD_WATCH, ~_has_tag_watch(_own.c.level == WatchLevel.MUTED)
    ),
    WatchScope.COMMUNITY: _watchers(WatchScope.COMMUNITY, ~_HAS_THREAD_WATCH, ~_has_tag_watch()),
}
"""The next members who watch something. The narrower watch counts: thread before tags, tags before community."""
