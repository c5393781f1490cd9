"""The fact that a mail may be sent after quiet hours."""

from attrs import frozen

from commkit.notifications.records import NotificationId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen(kw_only=True)
class MailReleased(Fact):
    """A mail that was held back by quiet hours is due again.

    Attributes:
        notification: The notification.
        member: The member.
    """

    name = "notifications.mail_released"
    visible_to = None
    inward = ("actor", "member")

    notification: NotificationId
    member: MemberId
