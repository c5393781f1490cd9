"""Handlers of queries of the inbox; notifications about what the member may not see are left out."""

from uuid import UUID

from commkit.notifications.feature import notifications
from commkit.notifications.inbox import statements as sql
from commkit.notifications.inbox.messages import CountUnread, ListInbox
from commkit.notifications.inbox.records import Notification, UnreadCount
from commkit.notifications.queries import visible_by_loader
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, MAX_PAGE_SIZE, Page, keyset, page_size

_BY_ID = keyset(UUID, of="notifications.inbox")


@notifications.handles(ListInbox)
def list_inbox(context: Context, query: ListInbox) -> Page[Notification]:
    """List by id, which rises with time."""
    limit = page_size(query.limit)
    by_id = _BY_ID.of_query(query)
    (after,) = by_id.decode(query.after, default=(LAST_ID,))
    rows = _visible(context, limit + 1, after=after, unread_only=query.unread_only)
    return by_id.page(rows, limit, lambda notification: (notification.id,))


@notifications.handles(CountUnread)
def count_unread(context: Context, query: CountUnread) -> UnreadCount:
    """Count visible notifications only, so that the number reveals nothing about hidden objects."""
    unread = _visible(context, MAX_PAGE_SIZE + 1, unread_only=True)
    counted = unread[:MAX_PAGE_SIZE]
    return UnreadCount(
        unread=len(counted),
        unseen=sum(notification.seen_at is None for notification in counted),
        more=len(unread) > MAX_PAGE_SIZE,
    )


def _visible(
    context: Context, size: int, *, after: UUID = LAST_ID, unread_only: bool = False
) -> list[Notification]:
    """The next visible notifications, in one statement where all classes of objects have composed visibility.

    It reads on only past what a loader hides, so that no gap in a page reveals that.
    """
    statement = sql.UNREAD_PAGE if unread_only else sql.PAGE
    found: list[Notification] = []
    while True:
        rows = context.rows(statement, me=context.member, after=after, size=size)
        visible = visible_by_loader(context, ((row.record, row.object) for row in rows))
        found += [row for row in rows if (row.record, row.object) in visible]
        if len(found) >= size or len(rows) < size:
            return found[:size]
        after = rows[-1].id
