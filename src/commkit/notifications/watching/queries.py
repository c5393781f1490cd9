"""Handler of the query of watches."""

from uuid import UUID

from commkit.notifications.feature import notifications
from commkit.notifications.queries import visible_objects
from commkit.notifications.watching import statements as sql
from commkit.notifications.watching.messages import ListWatches
from commkit.notifications.watching.records import Watch, WatchScope
from commkit.posts import Post, PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, keyset, page_size

_BY_TARGET = keyset(str, of="notifications.watches")
"""Scope and target, with a colon between."""


@notifications.handles(ListWatches)
def list_watches(context: Context, query: ListWatches) -> Page[Watch]:
    """List by scope and target; reads on past threads that are not visible to the member."""
    limit = page_size(query.limit)
    (after,) = _BY_TARGET.decode(query.after, default=("",))
    scope, _, target = after.partition(":")
    found: list[Watch] = []
    while True:
        rows = context.rows(
            sql.WATCHES_OF_MEMBER, me=context.member, after_scope=scope, after_target=target, size=limit + 1
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
            return _BY_TARGET.page(found[: limit + 1], limit, lambda row: (f"{row.scope}:{row.target}",))
        scope, target = rows[-1].scope, rows[-1].target


def thread_watchers(context: Context, thread: PostId, *, after: MemberId, size: int) -> tuple[MemberId, ...]:
    """The next members who watch a thread, by their ids; for subscribers of features that tell them of something.

    It does not ask whether they still see the thread, or are still inside.

    Args:
        context: Of the host.
        thread: The thread.
        after: The last one of the batch before; `FIRST_ID` for the first batch.
        size: How many, at most.
    """
    rows = context.rows(sql.WATCHERS[WatchScope.THREAD], target=thread.hex, after=after, size=size)
    return tuple(MemberId(member) for (member,) in rows)
