"""When digests are due."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from commkit.notifications.digests.records import DigestFrequency, DigestPreference, DigestRow
from commkit.notifications.schedules.policy import DAY, local_day, local_moment


def last_digest(preference: DigestPreference, zone: ZoneInfo, now: datetime) -> datetime:
    """The latest due time of a digest up to now, UTC."""
    return max(due for due in _due_times(preference, zone, now) if due <= now)


def next_digest(preference: DigestPreference, zone: ZoneInfo, now: datetime) -> datetime:
    """The first due time of a digest after now, UTC."""
    return min(due for due in _due_times(preference, zone, now) if due > now)


def _due_times(preference: DigestPreference, zone: ZoneInfo, now: datetime) -> list[datetime]:
    """The due times of digests from eight days before to eight days after now."""
    today = local_day(zone, now)
    days = (today + DAY * offset for offset in range(-8, 9))
    return [
        local_moment(day, time(preference.hour), zone)
        for day in days
        if preference.frequency is not DigestFrequency.WEEKLY or day.weekday() == preference.weekday
    ]


def preference_of(row: DigestRow) -> DigestPreference:
    """The digest preference of a row."""
    return DigestPreference(DigestFrequency(row.frequency), row.hour, row.weekday)
