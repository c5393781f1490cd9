"""What members can ask of their inbox, how features tell them something, and what is told of it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from attrs import frozen

from commkit.notifications.records import Notification, NotificationId, NotificationMetric, UnreadCount
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

Kind = Annotated[str, Text(max=100, lines=False)]
ClassName = Annotated[str, Text(max=64, lines=False)]


@frozen(kw_only=True)
class NotifyMembers(Command[None]):
    """Tell members that something happened; for features, in their subscribers. Only the host itself may send it.

    Nobody is told of their own deed, nor who is not inside, nor who muted the thread. Whether a member may see the
    object is asked when they look, and before a mail is sent.

    Attributes:
        kind: A kind of notification that a feature of this community declares.
        to: Whom, at most 1,000 members; send more in further commands.
        record: The class name of the object it is about; the object must have a door.
        object: The id of that object.
        by: Who did it; None for the host.

    Raises:
        Invalid: No feature here declares the kind, the record has no door, or there are more than 1,000 members.
    """

    permission = "notifications.notify"
    personal = ()
    when_archived = True

    kind: Kind
    to: tuple[MemberId, ...]
    record: ClassName
    object: UUID
    by: MemberId | None = None


@frozen(kw_only=True)
class MembersNotified(Fact):
    """Members were told; those of one chunk, from the first to the last by their ids.

    Attributes:
        notification: What they were told.
        kind: Its kind.
        first: The first of them.
        last: The last of them.
        recipients: How many.
        mails_due: To how many of them a mail is due.
    """

    name = "notifications.members_notified"
    inward = ("first", "last")

    notification: NotificationId
    kind: str
    first: MemberId
    last: MemberId
    recipients: int
    mails_due: int


@frozen(kw_only=True)
class ListInbox(Query[Page[Notification]]):
    """What the member was told, the latest first, without what they may not see any more.

    Attributes:
        unread_only: Whether to leave out what was read.
        limit: Notifications on the page, 1 to 100.
        after: The `next` of the page before.
    """

    permission = "notifications.read"
    personal = ()

    unread_only: bool = False
    limit: int = 20
    after: str | None = None


@frozen(kw_only=True)
class CountUnread(Query[UnreadCount]):
    """How much the member has not read, of what they may see."""

    permission = "notifications.read"
    personal = ()


@frozen
class MarkNotificationRead(Command[None]):
    """Take a notification as read.

    Attributes:
        notification: One of the member's own.

    Raises:
        NotFound: The member was not told it, or may not see what it is about.
    """

    permission = "notifications.read"
    when_archived = True

    notification: NotificationId


@frozen
class MarkBundleRead(Command[None]):
    """Take all notifications about a thread, or about an object, as read; for when the member opens it.

    Attributes:
        bundle: The id of the thread or of the object.
    """

    permission = "notifications.read"
    when_archived = True

    bundle: UUID


@frozen(kw_only=True)
class MarkAllNotificationsRead(Command[None]):
    """Take everything as read.

    Attributes:
        until: Up to this notification, so that what came since is not lost; None for all.
    """

    permission = "notifications.read"
    when_archived = True

    until: NotificationId | None = None


@frozen(kw_only=True)
class MarkInboxSeen(Command[None]):
    """The inbox was opened: its notifications are seen, though not read."""

    permission = "notifications.read"
    when_archived = True


@frozen(kw_only=True)
class ReadNotificationMetrics(Query[tuple[NotificationMetric, ...]]):
    """What became of the notifications of this community, by kind; for stewards.

    Attributes:
        since: The first day, UTC.
    """

    permission = "notifications.read_metrics"

    since: date
