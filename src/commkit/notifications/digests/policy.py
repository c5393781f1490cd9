"""When digests are due, and which threads they leave out."""

from collections.abc import Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from commkit.notifications.digests.records import DigestFrequency, DigestPreference, DigestRow, NewThread
from commkit.notifications.schedules.policy import DAY, local_day, local_moment
from commkit.notifications.watching.records import WatchLevel, WatchScope


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


Levels = Mapping[tuple[str, str], WatchLevel]
"""How closely a member watches threads and tags, by scope and target."""


def is_muted(thread: NewThread, levels: Levels) -> bool:
    """Whether a member muted a thread, or a tag of it; a watch of the thread itself overrides those of its tags."""
    own = levels.get((str(WatchScope.THREAD), thread.id.hex))
    return WatchLevel.MUTED in ([own] if own is not None else _tag_levels(thread, levels))


def has_watched_tag(thread: NewThread, levels: Levels) -> bool:
    """Whether a member watches a tag of a thread, however closely."""
    return any(level is not WatchLevel.MUTED for level in _tag_levels(thread, levels))


def _tag_levels(thread: NewThread, levels: Levels) -> list[WatchLevel]:
    keys = ((str(WatchScope.TAG), tag) for tag in thread.tags)
    return [levels[key] for key in keys if key in levels]
