"""The commands and queries of the inbox."""

from uuid import UUID

from attrs import frozen

from commkit.notifications.inbox.records import Notification, UnreadCount
from commkit.notifications.records import NotificationId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page


@frozen(kw_only=True)
class ListInbox(Query[Page[Notification]]):
    """The member's notifications, newest first, without those about objects they may not see any more.

    Attributes:
        unread_only: Whether to leave out notifications that were read.
        limit: Notifications on the page, 1 to 100.
        after: The `next` of the previous page.
    """

    permission = "notifications.read"
    personal = ()

    unread_only: bool = False
    limit: int = 20
    after: str | None = None


@frozen(kw_only=True)
class CountUnread(Query[UnreadCount]):
    """The number of unread notifications about objects the member may see."""

    permission = "notifications.read"
    personal = ()


@frozen
class MarkNotificationRead(Command[None]):
    """Mark a notification as read.

    Attributes:
        notification: One of the member's own.

    Raises:
        NotFound: It is not a notification of the member, or the member may not see its object.
    """

    permission = "notifications.read"
    when_archived = True

    notification: NotificationId


@frozen
class MarkBundleRead(Command[None]):
    """Mark all notifications about a thread or an object as read; for when the member opens it.

    Attributes:
        bundle: The id of the thread or of the object.
    """

    permission = "notifications.read"
    when_archived = True

    bundle: UUID


@frozen(kw_only=True)
class MarkAllNotificationsRead(Command[None]):
    """Mark all notifications as read.

    Attributes:
        until: Only up to this one, so that later ones stay unread; None for all.
    """

    permission = "notifications.read"
    when_archived = True

    until: NotificationId | None = None


@frozen(kw_only=True)
class MarkInboxSeen(Command[None]):
    """Mark all notifications as seen, not as read; for when the member opens the inbox."""

    permission = "notifications.read"
    when_archived = True
