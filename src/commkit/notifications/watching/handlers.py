"""How members follow and mute."""

from uuid import UUID

from commkit.notifications.feature import THREAD, notifications
from commkit.notifications.inbox import count_metric
from commkit.notifications.records import Watch, WatchLevel, WatchScope
from commkit.notifications.visibility import visible_objects
from commkit.notifications.watching import statements as sql
from commkit.notifications.watching.messages import (
    ListWatches,
    WatchChanged,
    WatchCommunity,
    WatchTag,
    WatchThread,
)
from commkit.posts import Post, clean_tags
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size


@notifications.handles(WatchThread)
def watch_thread(context: Context, command: WatchThread) -> Watch:
    """A thread that the member may see."""
    post = context.get(Post, command.thread)
    if not post.opens:
        raise Invalid.field("thread", "opens_none", "give the id of the post that opens the thread")
    return _watch(context, WatchScope.THREAD, post.id.hex, command.level)


@notifications.handles(WatchTag)
def watch_tag(context: Context, command: WatchTag) -> Watch:
    """Whether or not a thread bears it yet."""
    return _watch(context, WatchScope.TAG, clean_tags([command.tag], max_tags=1)[0], command.level)


@notifications.handles(WatchCommunity)
def watch_community(context: Context, command: WatchCommunity) -> Watch:
    """All of it."""
    return _watch(context, WatchScope.COMMUNITY, "", command.level)


@notifications.handles(ListWatches)
def list_watches(context: Context, query: ListWatches) -> Page[Watch]:
    """By scope and target; it reads on behind threads that the member may not see any more."""
    limit = page_size(query.limit)
    scope, _, target = (
        decode_cursor(query.after).decode(errors="replace").replace("\0", "").partition(":")
        if query.after
        else ("",) * 3
    )
    found: list[Watch] = []
    while True:
        rows = context.rows(
            sql.MINE, me=context.member, after_scope=scope, after_target=target, size=limit + 1
        )
        threads = visible_objects(
            context, [(Post.__name__, UUID(hex=row.target)) for row in rows if row.scope is WatchScope.THREAD]
        )
        found += [
            row
            for row in rows
            if row.scope is not WatchScope.THREAD or (Post.__name__, UUID(hex=row.target)) in threads
        ]
        if len(found) > limit or len(rows) <= limit:
            return cut(found[: limit + 1], limit, lambda row: f"{row.scope}:{row.target}".encode())
        scope, target = rows[-1].scope, rows[-1].target


def _watch(context: Context, scope: WatchScope, target: str, level: WatchLevel) -> Watch:
    made = Watch(scope, target, level, context.now)
    context.run(sql.SET, scope=str(scope), target=target, member=context.member, level=level, at=context.now)
    if level is WatchLevel.MUTED:
        count_metric(context, THREAD.name, "muted")
    context.emit(WatchChanged(member=context.member, scope=scope, target=target, level=level))
    return made
