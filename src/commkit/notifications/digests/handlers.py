"""Handler of the command that sets a digest preference, and the scheduling of digests."""

from datetime import datetime

from commkit.notifications.digests import statements as sql
from commkit.notifications.digests.jobs import CreateDigest
from commkit.notifications.digests.messages import SetDigestPreference
from commkit.notifications.digests.records import DigestPreference
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.runtime.delivery.scheduled import ScheduledCommandId, cancel_scheduled, schedule_command
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_DEFAULT_HOUR = 8
_HOURS = range(24)
_WEEKDAYS = range(7)


def set_digest(context: Context, member: MemberId, preference: DigestPreference) -> None:
    """Store a member's preference and schedule the next digest anew."""
    row = {
        "member": member,
        "frequency": preference.frequency,
        "hour": preference.hour,
        "weekday": preference.weekday,
        "own": True,
    }
    context.run(sql.SET_DIGEST, **row, scheduled=None, done_until=context.now)
    ((scheduled,),) = context.rows(sql.SCHEDULED_OF, of=member)
    if scheduled is not None:
        cancel_scheduled(context, ScheduledCommandId(scheduled))
        context.run(sql.CLEAR_SCHEDULED, of=member)
    schedule_digest(context, member, at=context.now)


def ensure_digest(context: Context, member: MemberId, *, since: datetime) -> None:
    """Schedule a digest of what was held back since a time, unless one is scheduled or the member wants none."""
    context.run(
        sql.START_DIGEST,
        member=member,
        frequency=context.settings(NotificationSettings).digest,
        hour=_DEFAULT_HOUR,
        weekday=0,
        own=False,
        scheduled=None,
        done_until=since,
    )
    context.run(sql.BEGIN_PERIOD, of=member, new_until=since)
    schedule_digest(context, member, at=context.now)


def schedule_digest(context: Context, member: MemberId, *, at: datetime) -> None:
    """Schedule a member's next digest, unless one is scheduled or the member wants none."""
    scheduled = schedule_command(context, CreateDigest(member=member), at=at, as_system=True)
    if not context.run(sql.SET_SCHEDULED, of=member, new_scheduled=scheduled):
        cancel_scheduled(context, scheduled)


@notifications.handles(SetDigestPreference)
def set_digest_preference(context: Context, command: SetDigestPreference) -> DigestPreference:
    """Store the preference and schedule the next digest."""
    errors = []
    if command.hour not in _HOURS:
        errors.append(FieldError("hour", "no_such_hour", "give an hour from 0 to 23"))
    if command.weekday not in _WEEKDAYS:
        errors.append(FieldError("weekday", "no_such_day", "give 0 for Monday to 6 for Sunday"))
    if errors:
        raise Invalid(errors)
    preference = DigestPreference(command.frequency, command.hour, command.weekday)
    set_digest(context, context.member, preference)
    return preference
