"""The records of the inbox."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from commkit.notifications.records import NotificationId
from commkit.runtime.model.ids import MemberId


@frozen
class Notification:
    """A notification of a member: something happened to an object, once or several times.

    Attributes:
        id: Its id; of several collapsed notifications the id of the latest.
        kind: Its kind, such as `notifications.reply`.
        record: The class name of the object it is about.
        object: The id of that object.
        bundle: The id by which notifications of a kind are collapsed: of the thread, or of the object.
        by: The member who caused it; None for the host, or once the account was erased.
        at: When it was created.
        count: How many unread notifications of this kind and bundle it stands for.
        seen_at: When the member's inbox showed it; None before.
        read_at: When the member read it; None while unread.
    """

    id: NotificationId
    kind: str
    record: str
    object: UUID
    bundle: UUID
    by: MemberId | None
    at: datetime
    count: int
    seen_at: datetime | None
    read_at: datetime | None


@frozen
class UnreadCount:
    """The number of a member's unread notifications about visible objects.

    Attributes:
        unread: Unread notifications, counted up to 100.
        unseen: Those of them that the inbox has not shown yet.
        more: Whether there are more than 100.
    """

    unread: int
    unseen: int
    more: bool
