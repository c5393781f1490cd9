"""Local time: when quiet hours are, when a member's day begins, which schedules are valid.

All functions compute from a time and a time zone, without a clock. A local time that does not exist, because clocks are
put forward, means the time as long after midnight as it would have been; one that occurs twice means the first.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commkit.notifications.schedules.messages import SetDeliverySchedule
from commkit.notifications.schedules.records import DeliverySchedule
from commkit.runtime.model.errors import FieldError, Invalid

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")

DAY = timedelta(days=1)
_MAX_MAILS = 1_000


def clock_time(text: str) -> time | None:
    """The time of a text such as `22:00`; None if it is not a time."""
    match = _CLOCK.fullmatch(text)
    return time(int(match[1]), int(match[2])) if match else None


def time_zone_or_none(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name; None if there is no such zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a valid name, or a directory of zones
        return None


def zone_of(schedule: DeliverySchedule, profile_zone: str) -> ZoneInfo:
    """A member's time zone: of their schedule, else of the host's profile, else UTC."""
    return time_zone_or_none(schedule.time_zone) or time_zone_or_none(profile_zone) or ZoneInfo("UTC")


def local_day(zone: ZoneInfo, now: datetime) -> date:
    """The date in a time zone."""
    return now.astimezone(zone).date()


def is_quiet(schedule: DeliverySchedule, zone: ZoneInfo, now: datetime) -> bool:
    """Whether a time is in the quiet hours: start inclusive, end exclusive."""
    start, end = clock_time(schedule.quiet_from), clock_time(schedule.quiet_until)
    if start is None or end is None or start == end:
        return False
    local = now.astimezone(zone).time()
    return start <= local < end if start < end else local >= start or local < end


def quiet_until(schedule: DeliverySchedule, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When the present quiet hours end, UTC; None outside of quiet hours."""
    clock_end = clock_time(schedule.quiet_until)
    if clock_end is None or not is_quiet(schedule, zone, now):
        return None
    today = local_day(zone, now)
    # The end is today or tomorrow; on a day on which clocks are put back, it may be the second of two.
    candidates = (
        local_moment(day, clock_end, zone, fold=fold)
        for day in (today, today + DAY, today + 2 * DAY)
        for fold in (0, 1)
    )
    return min(end for end in candidates if end > now and not is_quiet(schedule, zone, end))


def local_moment(day: date, at: time, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    """The UTC time of a local date and time."""
    return datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC)


def check_schedule(command: SetDeliverySchedule) -> None:
    """Check a delivery schedule.

    Raises:
        Invalid: With every error found.
    """
    errors = []
    if command.time_zone and time_zone_or_none(command.time_zone) is None:
        errors.append(FieldError("time_zone", "unknown_zone", "give an IANA name, such as Europe/Vienna"))
    for name in ("quiet_from", "quiet_until"):
        text = getattr(command, name)
        if text and clock_time(text) is None:
            errors.append(FieldError(name, "no_time", "give hours and minutes, such as 22:00"))
    if bool(command.quiet_from) != bool(command.quiet_until):
        errors.append(FieldError("quiet_until", "one_end", "give both ends of the quiet hours, or none"))
    elif command.quiet_from and command.quiet_from == command.quiet_until:
        errors.append(FieldError("quiet_until", "no_length", "give another time than the start"))
    if command.mails_per_day is not None and not 0 <= command.mails_per_day <= _MAX_MAILS:
        errors.append(FieldError("mails_per_day", "out_of_range", f"give a number from 0 to {_MAX_MAILS}"))
    if errors:
        raise Invalid(errors)
