"""The command that notifies members; for features."""

from uuid import UUID

from attrs import frozen

from commkit.notifications.records import ClassName, KindName
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command


@frozen(kw_only=True)
class NotifyMembers(Command[None]):
    """Notify members that something happened; for features, in their subscribers. Only the host itself may send it.

    Not notified are the member who caused it, members whose membership is not current, members who muted the thread or
    blocked who caused it, and members who may not see the object. Whether they still may is decided again when they
    read the inbox, and before a mail is sent.

    Attributes:
        kind: A kind of notification that a feature of this community declares.
        to: At most 1,000 members; send several commands for more.
        record: The class name of the object it is about; it must have a loader.
        object: The id of that object.
        by: The member who caused it; None for the host.

    Raises:
        Invalid: No feature here declares the kind, the record has no loader, or there are more than 1,000 members.
    """

    permission = "notifications.notify"
    personal = ()
    when_archived = True

    kind: KindName
    to: tuple[MemberId, ...]
    record: ClassName
    object: UUID
    by: MemberId | None = None
