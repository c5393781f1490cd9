"""Local time: when a member must not be disturbed, when their day begins, when their digest is due.

All of it is arithmetic on moments and a time zone, with no look at a clock. A local time that does not exist, since
clocks were put forward, means the moment as long after midnight as it would have been; one that comes twice means the
first of the two.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from commkit.notifications.records import DeliverySchedule, DigestFrequency, DigestPreference

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_DAY = timedelta(days=1)


def clock_time(text: str) -> time | None:
    """The time that `22:00` means; None where it means none."""
    found = _CLOCK.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None


def time_zone_or_none(name: str) -> ZoneInfo | None:
    """The time zone of an IANA name; None where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; no name at all; a folder of zones
        return None


def zone_of(delivery_schedule: DeliverySchedule, told_by_host: str) -> ZoneInfo:
    """Where a member lives by the clock: as they say, else as the host says, else UTC."""
    return (
        time_zone_or_none(delivery_schedule.time_zone) or time_zone_or_none(told_by_host) or ZoneInfo("UTC")
    )


def local_day(zone: ZoneInfo, now: datetime) -> date:
    """The member's day."""
    return now.astimezone(zone).date()


def is_quiet(delivery_schedule: DeliverySchedule, zone: ZoneInfo, now: datetime) -> bool:
    """Whether it is within the quiet hours, whose beginning belongs to them and whose end does not."""
    begins, ends = clock_time(delivery_schedule.quiet_from), clock_time(delivery_schedule.quiet_until)
    if begins is None or ends is None or begins == ends:
        return False
    local = now.astimezone(zone).time()
    return begins <= local < ends if begins < ends else local >= begins or local < ends


def quiet_until(delivery_schedule: DeliverySchedule, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When the quiet hours of this moment end, UTC; None where it is in none."""
    ends = clock_time(delivery_schedule.quiet_until)
    if ends is None or not is_quiet(delivery_schedule, zone, now):
        return None
    today = local_day(zone, now)
    # The end is today's or tomorrow's; where clocks are put back, it may be the second of two.
    candidates = (
        _moment(day, ends, zone, fold=fold)
        for day in (today, today + _DAY, today + 2 * _DAY)
        for fold in (0, 1)
    )
    return min(end for end in candidates if end > now and not is_quiet(delivery_schedule, zone, end))


def last_digest(preference: DigestPreference, zone: ZoneInfo, now: datetime) -> datetime:
    """The latest moment up to now at which a digest is due, UTC."""
    return max(slot for slot in _slots(preference, zone, now) if slot <= now)


def next_digest(preference: DigestPreference, zone: ZoneInfo, now: datetime) -> datetime:
    """The first moment after now at which a digest is due, UTC."""
    return min(slot for slot in _slots(preference, zone, now) if slot > now)


def _slots(preference: DigestPreference, zone: ZoneInfo, now: datetime) -> list[datetime]:
    """The moments around now at which a digest is due."""
    today = local_day(zone, now)
    days = (today + _DAY * offset for offset in range(-8, 9))
    return [
        _moment(day, time(preference.hour), zone)
        for day in days
        if preference.frequency is not DigestFrequency.WEEKLY or day.weekday() == preference.weekday
    ]


def _moment(day: date, at: time, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    return datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC)
