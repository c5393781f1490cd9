"""The fact of notifying."""

from attrs import frozen

from commkit.notifications.records import NotificationId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen(kw_only=True)
class MembersNotified(Fact):
    """A batch of members was notified, from the first to the last in the order of their ids.

    Each of them is told of it who sees the notification in their inbox, where it is theirs alone; how many others were
    notified is not for them.

    Attributes:
        notification: The notification.
        kind: Its kind.
        first: The first member of the batch.
        last: The last member of the batch.
        recipients: Number of members.
        mails_due: Number of members who should get a mail.
    """

    name = "notifications.members_notified"
    visible_to = "notifications.read"
    inward = ("first", "last")
    audited = ("recipients", "mails_due")

    notification: NotificationId
    kind: str
    first: MemberId
    last: MemberId
    recipients: int
    mails_due: int

    def may_concern(self, member: MemberId | None) -> bool:
        """Whether a member is in the range of the batch; who is not is told nothing, and costs no statement."""
        return member is not None and self.first <= member <= self.last
