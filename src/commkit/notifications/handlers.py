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
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import MAX_PAGE_SIZE, Page, cut, decode_cursor, page_size

_LAST = UUID(int=2**128 - 1)


@notifications.loads(Notification)
def fetch_notification(session: Session, id: NotificationId) -> Notification | None:
    """A notification that the actor was told, about something they may see."""
    me = session.member_or_none
    found = session.one(sql.ONE, me=me, id=id) if me is not None else None
    return (
        found
        if found is not None and visible_object(session, found.record, found.object) is not None
        else None
    )


@notifications.handles(ListInbox)
def list_inbox(session: Session, query: ListInbox) -> Page[Notification]:
    """By id, which rises with time; the door of each object decides whether its notification is there."""
    limit = page_size(query.limit)
    after = UUID(bytes=decode_cursor(query.after, 16)) if query.after is not None else _LAST
    return cut(
        _visible(session, limit + 1, after=after, unread_only=query.unread_only),
        limit,
        lambda told: told.id.bytes,
    )


@notifications.handles(CountUnread)
def count_unread(session: Session, query: CountUnread) -> UnreadCount:
    """Of what is visible, so that the number tells nothing of what is not."""
    found = _visible(session, MAX_PAGE_SIZE + 1, unread_only=True)
    counted = found[:MAX_PAGE_SIZE]
    return UnreadCount(
        unread=len(counted),
        unseen=sum(told.seen_at is None for told in counted),
        more=len(found) > MAX_PAGE_SIZE,
    )


@notifications.handles(MarkNotificationRead)
def mark_notification_read(session: Session, command: MarkNotificationRead) -> None:
    """Through the door."""
    told = session.get(Notification, command.notification)
    _count_read(session, session.rows(sql.READ, me=session.member, id=told.id, now=session.now))


@notifications.handles(MarkBundleRead)
def mark_bundle_read(session: Session, command: MarkBundleRead) -> None:
    """Whatever is unread about it."""
    _count_read(
        session, session.rows(sql.READ_BUNDLE, me=session.member, about=command.bundle, now=session.now)
    )


@notifications.handles(MarkAllNotificationsRead)
def mark_all_notifications_read(session: Session, command: MarkAllNotificationsRead) -> None:
    """Up to a notification, or all."""
    _count_read(
        session,
        session.rows(sql.READ_ALL, me=session.member, until=command.until or _LAST, now=session.now),
    )


@notifications.handles(MarkInboxSeen)
def mark_inbox_seen(session: Session, command: MarkInboxSeen) -> None:
    """Whatever no inbox has shown."""
    session.run(sql.SEEN, me=session.member, now=session.now)


@notifications.handles(ReadNotificationMetrics)
def read_notification_metrics(
    session: Session, query: ReadNotificationMetrics
) -> tuple[NotificationMetric, ...]:
    """From the counters."""
    return tuple(session.rows(sql.METRICS, since=query.since))


def _visible(
    session: Session, size: int, *, after: UUID = _LAST, unread_only: bool = False
) -> list[Notification]:
    """The next notifications that the member may see. It reads on behind those they may not, so that no gap tells of them."""
    statement = sql.UNREAD_PAGE if unread_only else sql.PAGE
    asked: set[tuple[str, UUID]] = set()
    shown: set[tuple[str, UUID]] = set()
    visible: list[Notification] = []
    while True:
        rows = session.rows(statement, me=session.member, after=after, size=size)
        about = {(told.record, told.object) for told in rows}
        shown |= visible_objects(session, about - asked)
        asked |= about
        visible += [told for told in rows if (told.record, told.object) in shown]
        if len(visible) >= size or len(rows) < size:
            return visible[:size]
        after = rows[-1].id


def _count_read(session: Session, rows: Iterable[tuple[str]]) -> None:
    for kind, many in sorted(Counter(kind for (kind,) in rows).items()):
        count_metric(session, kind, "read", many)
