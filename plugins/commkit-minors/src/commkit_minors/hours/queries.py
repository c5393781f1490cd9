"""When it is quiet for a minor."""

from datetime import datetime

from commkit import Context, MemberId
from commkit_minors.ages import statements as age_sql
from commkit_minors.guardians import statements as sql
from commkit_minors.policy import quiet_end
from commkit_minors.rules.records import MinorsSettings


def quiet_for(context: Context, person: MemberId, now: datetime) -> datetime | None:
    """When it is quiet no more for a person who is protected, UTC; None where it is not quiet now.

    Args:
        context: The context of a message.
        person: The minor.
        now: The moment.
    """
    settings = context.settings(MinorsSettings)
    known = context.one(age_sql.ONE, member=person)
    own = context.one(sql.LIMITS, minor=person)
    hours = [(settings.quiet_from, settings.quiet_until)]
    if own is not None:
        hours.append((own.quiet_from, own.quiet_until))
    return quiet_end(hours, known.time_zone if known is not None else "UTC", now)


def mail_waits_until(context: Context, member: MemberId, now: datetime) -> datetime | None:
    """Until when a mail to a member waits: to the end of their quiet hours; None for who is not protected."""
    known = context.one(age_sql.ONE, member=member)
    if known is not None and not known.protected and known.valid_until > now:
        return None
    return quiet_for(context, member, now)
