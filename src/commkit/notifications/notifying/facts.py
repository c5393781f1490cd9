"""The fact of notifying."""

from attrs import frozen

from commkit.notifications.records import NotificationId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen(kw_only=True)
class MembersNotified(Fact):
    """A batch of members was notified, from the first to the last in the order of their ids.

    Attributes:
        notification: The notification.
        kind: Its kind.
        first: The first member of the batch.
        last: The last member of the batch.
        recipients: Number of members.
        mails_due: Number of members who should get a mail.
    """

    name = "notifications.members_notified"
    visible_to = None
    inward = ("first", "last")

    notification: NotificationId
    kind: str
    first: MemberId
    last: MemberId
    recipients: int
    mails_due: int
