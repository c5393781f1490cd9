"""What is to be notified."""

from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import NotificationKind


@frozen(kw_only=True)
class NotificationDraft:
    """A notification to be added to inboxes.

    Attributes:
        kind: The kind of notification.
        record: The class name of the object it is about.
        object: The id of the object.
        cause: The id of the fact; there is one notification for each kind and cause.
        by: The member who caused it, who is not notified.
        thread: The thread it happened in; members who muted it are not notified.
        repeat: Whether members who have a notification about the object already are notified.
    """

    kind: NotificationKind
    record: str
    object: UUID
    cause: UUID
    by: MemberId | None = None
    thread: UUID | None = None
    repeat: bool = True
