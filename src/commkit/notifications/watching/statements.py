"""The statements of watches."""

from typing import Any

from sqlalchemy import bindparam, case, delete, select

from commkit.notifications.records import Watch, WatchLevel, WatchScope
from commkit.notifications.tables import watch
from commkit.posts import post_tag
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_HERE = watch.c.community_id == bindparam("community_id", type_=Id)

_set = upsert(watch)
SET = statement(
    _set.on_conflict_do_update(
        index_elements=["community_id", "scope", "target", "member"],
        set_={"level": _set.excluded.level, "at": _set.excluded.at},
    )
)
START = statement(insert_if_absent(watch))
"""Watches a thread from now on, unless the member decided about it before."""

_COLUMNS = ["community_id", "scope", "target", "member", "level", "at"]
_old = watch.alias("old")


def _rank(level: Any) -> Any:
    return case((level == WatchLevel.MUTED, 0), (level == WatchLevel.NORMAL, 1), else_=2)


# In order, so that two of these take the rows in the same one.
_FOLLOWED = (
    select(
        _old.c.community_id,
        _old.c.scope,
        bindparam("onto", type_=watch.c.target.type),
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
_carried = upsert(watch).from_select(_COLUMNS, _FOLLOWED)
MERGE = statement(
    _carried.on_conflict_do_update(
        index_elements=["community_id", "scope", "target", "member"],
        set_={"level": _carried.excluded.level},
        where=_rank(_carried.excluded.level) > _rank(watch.c.level),
    )
)
"""What members said of one thread holds for another one; where they said something of both, the closer counts."""
COPY = statement(insert_if_absent(watch).from_select(_COLUMNS, _FOLLOWED))
"""What members said of one thread holds for another one of which they said nothing."""
DROP = statement(
    delete(watch).where(_HERE, watch.c.scope == str(WatchScope.THREAD), watch.c.target == bindparam("thread"))
)

MINE = statement(
    select(watch.c.scope, watch.c.target, watch.c.level, watch.c.at)
    .where(
        _HERE,
        watch.c.member == bindparam("me", type_=Id),
        (watch.c.scope > bindparam("after_scope"))
        | ((watch.c.scope == bindparam("after_scope")) & (watch.c.target > bindparam("after_target"))),
    )
    .order_by(watch.c.scope, watch.c.target)
    .limit(bindparam("size")),
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
"""Whoever said how closely they follow the thread itself is not asked about its tags or the community."""


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


WATCHERS = {
    WatchScope.THREAD: _watchers(WatchScope.THREAD),
    WatchScope.TAG: _watchers(
        WatchScope.TAG, ~_HAS_THREAD_WATCH, ~_has_tag_watch(_own.c.level == WatchLevel.MUTED)
    ),
    WatchScope.COMMUNITY: _watchers(WatchScope.COMMUNITY, ~_HAS_THREAD_WATCH, ~_has_tag_watch()),
}
"""The next members who watch something. What is said of the narrower thing counts: a thread before its tags, these
before the community."""
