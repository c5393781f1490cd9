"""The inbox: what a member was told, without what they may not see any more, and what of it they have read."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from commkit.notifications import statements as sql
from commkit.notifications.feature import notifications
from commkit.notifications.inbox import count_metric
from commkit.notifications.messages import (
    CountUnread,
    ListInbox,
    MarkAllNotificationsRead,
    MarkBundleRead,
    MarkInboxSeen,
    MarkNotificationRead,
    ReadNotificationMetrics,
)
from commkit.notifications.records import Notification, NotificationId, NotificationMetric, UnreadCount
from commkit.notifications.visibility import visible_object, visible_objects
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import MAX_PAGE_SIZE, Page, cut, decode_cursor, page_size

_LAST = UUID(int=2**128 - 1)


@notifications.loads(Notification)
def fetch_notification(context: Context, id: NotificationId) -> Notification | None:
    """A notification that the actor was told, about something they may see."""
    me = context.member_or_none
    found = context.one(sql.ONE, me=me, id=id) if me is not None else None
    return (
        found
        if found is not None and visible_object(context, found.record, found.object) is not None
        else None
    )


@notifications.handles(ListInbox)
def list_inbox(context: Context, query: ListInbox) -> Page[Notification]:
    """By id, which rises with time; the door of each object decides whether its notification is there."""
    limit = page_size(query.limit)
    after = UUID(bytes=decode_cursor(query.after, 16)) if query.after is not None else _LAST
    return cut(
        _visible(context, limit + 1, after=after, unread_only=query.unread_only),
        limit,
        lambda told: told.id.bytes,
    )


@notifications.handles(CountUnread)
def count_unread(context: Context, query: CountUnread) -> UnreadCount:
    """Of what is visible, so that the number tells nothing of what is not."""
    found = _visible(context, MAX_PAGE_SIZE + 1, unread_only=True)
    counted = found[:MAX_PAGE_SIZE]
    return UnreadCount(
        unread=len(counted),
        unseen=sum(told.seen_at is None for told in counted),
        more=len(found) > MAX_PAGE_SIZE,
    )


@notifications.handles(MarkNotificationRead)
def mark_notification_read(context: Context, command: MarkNotificationRead) -> None:
    """Through the door."""
    told = context.get(Notification, command.notification)
    _count_read(context, context.rows(sql.READ, me=context.member, id=told.id, now=context.now))


@notifications.handles(MarkBundleRead)
def mark_bundle_read(context: Context, command: MarkBundleRead) -> None:
    """Whatever is unread about it."""
    _count_read(
        context, context.rows(sql.READ_BUNDLE, me=context.member, about=command.bundle, now=context.now)
    )


@notifications.handles(MarkAllNotificationsRead)
def mark_all_notifications_read(context: Context, command: MarkAllNotificationsRead) -> None:
    """Up to a notification, or all."""
    _count_read(
        context,
        context.rows(sql.READ_ALL, me=context.member, until=command.until or _LAST, now=context.now),
    )


@notifications.handles(MarkInboxSeen)
def mark_inbox_seen(context: Context, command: MarkInboxSeen) -> None:
    """Whatever no inbox has shown."""
    context.run(sql.SEEN, me=context.member, now=context.now)


@notifications.handles(ReadNotificationMetrics)
def read_notification_metrics(
    context: Context, query: ReadNotificationMetrics
) -> tuple[NotificationMetric, ...]:
    """From the counters."""
    return tuple(context.rows(sql.METRICS, since=query.since))


def _visible(
    context: Context, size: int, *, after: UUID = _LAST, unread_only: bool = False
) -> list[Notification]:
    """The next notifications that the member may see. It reads on behind those they may not, so that no gap tells of them."""
    statement = sql.UNREAD_PAGE if unread_only else sql.PAGE
    asked: set[tuple[str, UUID]] = set()
    shown: set[tuple[str, UUID]] = set()
    visible: list[Notification] = []
    while True:
        rows = context.rows(statement, me=context.member, after=after, size=size)
        about = {(told.record, told.object) for told in rows}
        shown |= visible_objects(context, about - asked)
        asked |= about
        visible += [told for told in rows if (told.record, told.object) in shown]
        if len(visible) >= size or len(rows) < size:
            return visible[:size]
        after = rows[-1].id


def _count_read(context: Context, rows: Iterable[tuple[str]]) -> None:
    for kind, many in sorted(Counter(kind for (kind,) in rows).items()):
        count_metric(context, kind, "read", many)
