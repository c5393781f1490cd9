"""The status of a clock, and how pauses move it; no database."""

from datetime import datetime, timedelta

from attrs import evolve

from commkit_support.calendar.records import BusinessCalendar
from commkit_support.clock.records import FirstReplyClock, FirstReplyStatus


def clock_status(clock: FirstReplyClock, now: datetime) -> FirstReplyStatus:
    """The status of a clock at this moment."""
    if clock.merged_into is not None:
        return FirstReplyStatus.MERGED
    if clock.due_at is None:
        return FirstReplyStatus.NO_PROMISE
    late = is_overdue(clock, now)
    if clock.replied_at is not None:
        return FirstReplyStatus.LATE if late else FirstReplyStatus.IN_TIME
    if late:
        return FirstReplyStatus.OVERDUE
    if clock.paused_since is not None:
        return FirstReplyStatus.PAUSED
    return (
        FirstReplyStatus.DUE_SOON
        if clock.warn_at is not None and clock.warn_at <= now
        else FirstReplyStatus.RUNNING
    )


def is_overdue(clock: FirstReplyClock, now: datetime) -> bool:
    """Whether the due time passed without a reply; a reply at the due time itself is in time."""
    if clock.due_at is None:
        return False
    stopped = min(clock.replied_at or now, clock.paused_since or now)
    return clock.due_at < stopped


def resume_clock(clock: FirstReplyClock, calendar: BusinessCalendar, now: datetime) -> FirstReplyClock:
    """The clock after a pause ends: the business time that was left when it began is left now.

    Args:
        clock: A clock; one that runs is returned as it is.
        calendar: The business calendar of the community.
        now: When the pause ends.

    Returns:
        The running clock. A time that had passed before the pause stays as it is.
    """
    since = clock.paused_since
    if since is None:
        return clock

    def moved(moment: datetime | None) -> datetime | None:
        if moment is None or moment <= since:
            return moment
        return calendar.add(now, calendar.between(since, moment))

    return evolve(
        clock,
        due_at=moved(clock.due_at),
        warn_at=moved(clock.warn_at),
        paused_since=None,
        paused=clock.paused + (now - since),
    )


def remaining_time(clock: FirstReplyClock, calendar: BusinessCalendar, now: datetime) -> timedelta | None:
    """The business time left until the first reply is due.

    Returns:
        0 where it is overdue; None where there is no promise, or somebody has replied.
    """
    if clock.due_at is None or clock.replied_at is not None:
        return None
    return calendar.between(clock.paused_since or now, clock.due_at)
