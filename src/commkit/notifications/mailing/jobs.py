"""The scheduled command that releases a mail after quiet hours."""

from attrs import frozen

from commkit.notifications.feature import notifications
from commkit.notifications.mailing.facts import MailReleased
from commkit.notifications.mailing.handlers import move_mail
from commkit.notifications.records import MailState, NotificationId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@frozen(kw_only=True)
class ReleaseMail(Command[None]):
    """Release a mail that was held back by quiet hours; for the host only.

    Attributes:
        notification: The notification.
        member: The member.
    """

    permission = "notifications.notify"
    when_archived = True

    notification: NotificationId
    member: MemberId


@notifications.handles(ReleaseMail)
def release_mail(context: Context, command: ReleaseMail) -> None:
    """Mark the mail as due again, if it still waits."""
    if move_mail(context, command.notification, command.member, expected=MailState.QUIET, to=MailState.DUE):
        context.emit(MailReleased(notification=command.notification, member=command.member))
