"""When a digest is due: each member's next one is a stored command; when it has come, the one after it is planned.

Who chose a digest always has one planned. Who did not gets one when a mail was held back since the day's attention was
used up. Which moment it is depends on where the member lives, which the host is asked outside of any transaction; so a
new plan is due at once, and the look at it finds the right moment.
"""

from datetime import datetime

from commkit.members.records import Membership
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.mailing import statements as sql
from commkit.notifications.mailing.messages import CreateDigest, DigestDue
from commkit.notifications.records import DigestFrequency, DigestPreference
from commkit.runtime.delivery.scheduled import ScheduledCommandId, cancel_scheduled, schedule_command
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_FIRST_HOUR = 8


@notifications.handles(CreateDigest)
def create_digest(context: Context, command: CreateDigest) -> None:
    """Tell the worker; it plans the next one."""
    member = context.get(Membership, command.member)
    context.run(sql.CLEAR_SCHEDULED, of=member.id)
    context.emit(DigestDue(member=member.id))


def set_digest(context: Context, member: MemberId, preference: DigestPreference) -> None:
    """A member says how often."""
    row = {
        "member": member,
        "frequency": preference.frequency,
        "hour": preference.hour,
        "weekday": preference.weekday,
        "own": True,
    }
    context.run(sql.SET_DIGEST, **row, scheduled=None, done_until=context.now)
    ((known,),) = context.rows(sql.SCHEDULED_OF, of=member)
    if known is not None:
        cancel_scheduled(context, ScheduledCommandId(known))
        context.run(sql.CLEAR_SCHEDULED, of=member)
    schedule_digest(context, member, at=context.now)


def ensure_digest(context: Context, member: MemberId, *, since: datetime) -> None:
    """Something of this moment waits for the member's digest; plan one, unless one is planned or they want none."""
    context.run(
        sql.START_DIGEST,
        member=member,
        frequency=context.settings(NotificationSettings).digest,
        hour=_FIRST_HOUR,
        weekday=0,
        own=False,
        scheduled=None,
        done_until=since,
    )
    context.run(sql.BEGIN_PERIOD, of=member, new_until=since)
    schedule_digest(context, member, at=context.now)


def schedule_digest(context: Context, member: MemberId, *, at: datetime) -> None:
    """Plan the next look at a member's digest, unless one is planned or they want none."""
    made = schedule_command(context, CreateDigest(member=member), at=at, as_system=True)
    if not context.run(sql.SET_SCHEDULED, of=member, new_scheduled=made):
        cancel_scheduled(context, made)


def preference_of(row: sql.DigestRow) -> DigestPreference:
    """What the member chose, or what the community does."""
    return DigestPreference(DigestFrequency(row.frequency), row.hour, row.weekday)
