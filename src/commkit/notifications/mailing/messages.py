"""What the worker does when a mail that waited may go, or a digest is due."""

from attrs import frozen

from commkit.notifications.records import NotificationId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact


@frozen(kw_only=True)
class ReleaseMail(Command[None]):
    """Quiet hours ended: send what was held back; only the host itself may.

    Attributes:
        notification: What is told.
        member: To whom.
    """

    permission = "notifications.notify"
    when_archived = True

    notification: NotificationId
    member: MemberId


@frozen(kw_only=True)
class CreateDigest(Command[None]):
    """It is time for a member's digest; only the host itself may.

    Attributes:
        member: Whose.

    Raises:
        NotFound: There is no such member here.
    """

    permission = "notifications.notify"
    when_archived = True

    member: MemberId


@frozen(kw_only=True)
class MailReleased(Fact):
    """A mail that quiet hours held back may go.

    Attributes:
        notification: What it tells.
        member: To whom.
    """

    name = "notifications.mail_released"
    inward = ("actor", "member")

    notification: NotificationId
    member: MemberId


@frozen(kw_only=True)
class DigestDue(Fact):
    """It is time for a member's digest.

    Attributes:
        member: Whose.
    """

    name = "notifications.digest_due"
    inward = ("actor", "member")

    member: MemberId
