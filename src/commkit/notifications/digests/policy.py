"""When digests are due, and which threads they leave out."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from commkit.notifications.digests.records import (
    DigestFrequency,
    DigestPreference,
    DigestRow,
    NewThread,
    TitledNotification,
)
from commkit.notifications.schedules.policy import DAY, local_day, local_moment
from commkit.notifications.watching.records import WatchLevel, WatchScope


def last_digest(preference: DigestPreference, zone: ZoneInfo, now: datetime) -> datetime:
    """The latest due time of a digest up to now, UTC."""
    return next(due for due in _due_times(preference, zone, now, range(1, -9, -1)) if due <= now)


def next_digest(preference: DigestPreference, zone: ZoneInfo, now: datetime) -> datetime:
    """The first due time of a digest after now, UTC."""
    return next(due for due in _due_times(preference, zone, now, range(-1, 9)) if due > now)


def _due_times(
    preference: DigestPreference, zone: ZoneInfo, now: datetime, offsets: Iterable[int]
) -> Iterator[datetime]:
    """The due times of digests on some days, counted from today; each day's is before the next one's."""
    today = local_day(zone, now)
    for day in (today + DAY * offset for offset in offsets):
        if preference.frequency is not DigestFrequency.WEEKLY or day.weekday() == preference.weekday:
            yield local_moment(day, time(preference.hour), zone)


def preference_of(row: DigestRow) -> DigestPreference:
    """The digest preference of a row."""
    return DigestPreference(DigestFrequency(row.frequency), row.hour, row.weekday)


WatchLevels = Mapping[tuple[str, str], WatchLevel]
"""How closely a member watches threads and tags, by scope and target."""


def best_threads(threads: Iterable[NewThread], levels: WatchLevels) -> list[NewThread]:
    """Threads without muted ones: first those with a tag that the member watches, then by rank.

    A watch of the thread itself overrides those of its tags.
    """
    of_threads = {target: level for (scope, target), level in levels.items() if scope == WatchScope.THREAD}
    of_tags = {target: level for (scope, target), level in levels.items() if scope == WatchScope.TAG}
    muted = {tag for tag, level in of_tags.items() if level is WatchLevel.MUTED}
    watched = of_tags.keys() - muted

    def is_muted(thread: NewThread) -> bool:
        own = of_threads.get(thread.id.hex) if of_threads else None
        return own is WatchLevel.MUTED if own is not None else not muted.isdisjoint(thread.tags)

    wanted = [thread for thread in threads if not is_muted(thread)]
    return sorted(wanted, key=lambda thread: (not watched.isdisjoint(thread.tags), thread.rank), reverse=True)


def is_about_muted(row: TitledNotification, levels: WatchLevels) -> bool:
    """Whether a notification is about a thread that the member muted since."""
    return levels.get((str(WatchScope.THREAD), row.notification.bundle.hex)) is WatchLevel.MUTED
