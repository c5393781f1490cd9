"""Handlers of commands of the inbox, and the loader of notifications."""

from collections import Counter
from collections.abc import Iterable

from commkit.notifications.feature import notifications
from commkit.notifications.inbox import statements as sql
from commkit.notifications.inbox.messages import (
    MarkAllNotificationsRead,
    MarkBundleRead,
    MarkInboxSeen,
    MarkNotificationRead,
)
from commkit.notifications.inbox.records import Notification
from commkit.notifications.metrics.handlers import count_metric
from commkit.notifications.queries import visible_by_loader
from commkit.notifications.records import NotificationId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID


@notifications.loads(Notification)
def fetch_notification(context: Context, id: NotificationId) -> Notification | None:
    """Load a notification of the actor about an object visible to them."""
    me = context.member_or_none
    row = context.one(sql.ONE, me=me, id=id) if me is not None else None
    if row is None or not visible_by_loader(context, [(row.record, row.object)]):
        return None
    return row


@notifications.handles(MarkNotificationRead)
def mark_notification_read(context: Context, command: MarkNotificationRead) -> None:
    """Mark it, if it is visible."""
    notification = context.get(Notification, command.notification)
    _count_read(context, context.rows(sql.READ, me=context.member, id=notification.id, now=context.now))


@notifications.handles(MarkBundleRead)
def mark_bundle_read(context: Context, command: MarkBundleRead) -> None:
    """Mark the unread notifications of the bundle."""
    _count_read(
        context, context.rows(sql.READ_BUNDLE, me=context.member, bundle=command.bundle, now=context.now)
    )


@notifications.handles(MarkAllNotificationsRead)
def mark_all_notifications_read(context: Context, command: MarkAllNotificationsRead) -> None:
    """Mark the unread notifications up to an id."""
    _count_read(
        context,
        context.rows(sql.READ_ALL, me=context.member, until=command.until or LAST_ID, now=context.now),
    )


@notifications.handles(MarkInboxSeen)
def mark_inbox_seen(context: Context, command: MarkInboxSeen) -> None:
    """Mark the notifications that were not shown before."""
    context.run(sql.SEEN, me=context.member, now=context.now)


def _count_read(context: Context, rows: Iterable[tuple[str]]) -> None:
    for kind, count in sorted(Counter(kind for (kind,) in rows).items()):
        count_metric(context, kind, "read", count)
