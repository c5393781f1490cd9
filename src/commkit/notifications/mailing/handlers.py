"""Changes of the state of mails and of mail budgets."""

from datetime import date

from commkit.notifications.feature import NotificationSettings
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.policy import address_hash
from commkit.notifications.mailing.records import DeliveryInfo
from commkit.notifications.records import MailState, NotificationId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


def use_mail_budget(context: Context, member: MemberId, info: DeliveryInfo, day: date) -> bool:
    """Count a mail against a member's mails of a day, in all communities; False if none is left."""
    limit = info.schedule.mails_per_day
    if limit is None:
        limit = context.settings(NotificationSettings).mails_per_day
    return limit > 0 and context.run(sql.USE_MAIL_BUDGET, member=member, day=day, used=1, limit=limit) == 1


def mark_address_refused(context: Context, member: MemberId, address: str) -> None:
    """Send no more mail to this address; a new address of the host's profile is tried again."""
    context.run(
        sql.MARK_ADDRESS_REFUSED,
        member=member,
        refused_address=address_hash(member, address),
        time_zone="",
        quiet_from="",
        quiet_until="",
        mails_per_day=None,
    )


def move_mail(
    context: Context, notification: NotificationId, member: MemberId, *, expected: MailState, to: MailState
) -> bool:
    """Change the state of a mail; False if it is not in the expected state any more."""
    return (
        context.run(sql.MOVE, id=notification, of=member, from_state=expected, to_state=to, now=context.now)
        == 1
    )
