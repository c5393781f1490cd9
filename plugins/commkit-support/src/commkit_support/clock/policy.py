"""The status of promises, and how pauses, priorities and help desks move them; no database."""

from datetime import datetime, timedelta

from attrs import evolve

from commkit_support.calendar.records import BusinessCalendar
from commkit_support.clock.records import Goal, Promise, PromiseStatus, QuestionClock

_ZERO = timedelta()
_SHORT = 4
"""A promise that is not longer than the warning is warned of when a quarter of it is left."""


def promise_status(clock: QuestionClock, goal: Goal, now: datetime) -> PromiseStatus:
    """The status of a promise at this moment."""
    promise = clock.promise(goal)
    if clock.merged_into is not None:
        return PromiseStatus.MERGED
    if promise.due_at is None:
        return PromiseStatus.NO_PROMISE
    late = is_overdue(clock, goal, now)
    if clock.kept_at(goal) is not None:
        return PromiseStatus.LATE if late else PromiseStatus.IN_TIME
    if late:
        return PromiseStatus.OVERDUE
    if clock.paused_since is not None:
        return PromiseStatus.PAUSED
    is_warned = promise.warn_at is not None and promise.warn_at <= now
    return PromiseStatus.DUE_SOON if is_warned else PromiseStatus.RUNNING


def is_overdue(clock: QuestionClock, goal: Goal, now: datetime) -> bool:
    """Whether the due time passed before the promise was kept; at the due time itself it is in time."""
    due_at = clock.promise(goal).due_at
    if due_at is None:
        return False
    return due_at < min(clock.kept_at(goal) or now, clock.paused_since or now)


def make_promise(
    within: timedelta | None, calendar: BusinessCalendar, start: datetime, *, warn_before: timedelta
) -> Promise:
    """The promise that begins at a moment.

    Args:
        within: The business time that is promised; None for no promise.
        calendar: The business calendar of the community.
        start: When the time begins.
        warn_before: Business time before the due time at which to warn.
    """
    if within is None:
        return Promise()
    return _with_left(Promise(within), within, calendar, start, warn_before)


def change_promise(
    clock: QuestionClock,
    goal: Goal,
    within: timedelta | None,
    *,
    calendar: BusinessCalendar,
    now: datetime,
    warn_before: timedelta,
) -> Promise:
    """The promise after the priority of its question changed: the business time that was used stays used.

    Where none of the new time is left, it is due now. A promise that was kept or broken stays as it is.
    """
    before = clock.promise(goal)
    if clock.kept_at(goal) is not None or is_overdue(clock, goal, now):
        return before
    start = clock.paused_since or now
    if within is None or before.due_at is None or before.within is None:
        return make_promise(within, calendar, start, warn_before=warn_before)
    used = before.within - calendar.between(start, before.due_at)
    left = max(within - used, _ZERO)
    return _with_left(evolve(before, within=within), left, calendar, start, warn_before)


def carry_back(
    clock: QuestionClock,
    goal: Goal,
    left: timedelta | None,
    *,
    calendar: BusinessCalendar,
    now: datetime,
    warn_before: timedelta,
) -> Promise:
    """The promise after a help desk said what is left of it, such as after a pause of its own.

    Args:
        clock: The clock.
        goal: Which promise.
        left: The business time that is left; None where the desk said nothing: the clock has run on.
        calendar: The business calendar of the community.
        now: When it came back.
        warn_before: Business time before the due time at which to warn.
    """
    before = clock.promise(goal)
    if left is None or before.due_at is None or clock.kept_at(goal) is not None:
        return before
    return _with_left(evolve(before, overdue_at=None), left, calendar, clock.paused_since or now, warn_before)


def _with_left(
    promise: Promise, left: timedelta, calendar: BusinessCalendar, start: datetime, warn_before: timedelta
) -> Promise:
    """The promise with so much business time left from a moment on; it is warned of again where that is later."""
    within = promise.within or left
    ahead = warn_before if warn_before < within else within / _SHORT
    warn_at = calendar.add(start, max(left - ahead, _ZERO))
    return evolve(
        promise,
        due_at=calendar.add(start, left),
        warn_at=warn_at,
        warned_at=None if warn_at > start else promise.warned_at,
    )


def resume_clock(clock: QuestionClock, calendar: BusinessCalendar, now: datetime) -> QuestionClock:
    """The clock after a pause ends: the business time that was left when it began is left now.

    Args:
        clock: A clock; one that runs is returned as it is.
        calendar: The business calendar of the community.
        now: When the pause ends.

    Returns:
        The running clock. A time that had passed before the pause stays as it is; one that was due at the very moment
        in which the pause began is due in the one in which it ends.
    """
    since = clock.paused_since
    if since is None:
        return clock

    def moved(moment: datetime | None) -> datetime | None:
        if moment is None or moment < since:
            return moment
        return calendar.add(now, calendar.between(since, moment))

    def resumed(promise: Promise) -> Promise:
        return evolve(promise, due_at=moved(promise.due_at), warn_at=moved(promise.warn_at))

    return evolve(
        clock,
        first_reply=resumed(clock.first_reply),
        resolution=resumed(clock.resolution),
        resolved_at=None,
        paused_since=None,
        paused=clock.paused + (now - since),
    )


def remaining_time(
    clock: QuestionClock, goal: Goal, calendar: BusinessCalendar, now: datetime
) -> timedelta | None:
    """The business time left until a promise is due.

    Returns:
        0 where it is overdue; None where there is no promise, or it was kept.
    """
    due_at = clock.promise(goal).due_at
    if due_at is None or clock.kept_at(goal) is not None:
        return None
    return calendar.between(clock.paused_since or now, due_at)
