"""The rules of events: what a plan may say, when it may be answered, when one may check in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from commkit.events.feature import EventSettings
from commkit.events.records import Event, EventAccess, Occurrence
from commkit.events.recurrence import RecurrenceSchedule, read_schedule
from commkit.events.times import read_span, zone_named
from commkit.runtime.model.errors import Conflict, FieldError, Invalid
from commkit.runtime.model.types import CommunityType

_EARLIEST = timedelta(hours=1)
_LATEST = timedelta(days=1)
_LONGEST_REMINDER = timedelta(days=30)


def schedule_of(event: Any) -> RecurrenceSchedule:
    """When an event takes place; `event` is an `Event`, or what asks for one.

    Raises:
        Invalid: With every fault of times, zone and rule.
    """
    return _all_of(
        lambda: read_span(event.starts, event.ends),
        lambda: zone_named(event.zone),
        then=lambda span, zone: read_schedule(
            span, zone, rule=event.rule, extra=event.extra, without=event.without
        ),
    )


def check_event(plan: Any, settings: EventSettings, type: CommunityType) -> RecurrenceSchedule:
    """See that an event can be as somebody wants it; gives when it takes place.

    Args:
        plan: Has the fields of `CreateEvent`.
        settings: The community's.
        type: The community's.

    Raises:
        Invalid: With every fault.
    """
    return _all_of(
        lambda: schedule_of(plan),
        lambda: check_capacity(plan.capacity, settings),
        lambda: check_url(plan.url),
        lambda: _check_reminder(plan.remind_before),
        lambda: _check_follow_up(plan.follow_up, plan.access, type),
        then=lambda schedule, *_: schedule,
    )


def check_capacity(capacity: int | None, settings: EventSettings) -> None:
    """See that a capacity is one.

    Raises:
        Invalid: It is none.
    """
    if capacity is not None and not 1 <= capacity <= settings.max_capacity:
        raise Invalid.field(
            "capacity", "out_of_range", f"give 1 to {settings.max_capacity} seats, or no limit"
        )


def check_url(url: str) -> None:
    """See that an address can be followed without harm.

    Raises:
        Invalid: It begins with something else than http:// or https://, or is malformed.
    """
    if not url:
        return
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or any(map(str.isspace, url)):
        raise Invalid.field("url", "bad_url", "give an address that begins with https://")


def is_open(occurrence: Occurrence, now: datetime) -> bool:
    """Whether it can still be answered."""
    return occurrence.cancelled_at is None and occurrence.ends_at > now


def closed(occurrence: Occurrence) -> Conflict:
    """The error of who answers or changes what is over or cancelled."""
    if occurrence.cancelled_at is not None:
        return Conflict("events.cancelled", "this was cancelled")
    return Conflict("events.already_ended", "this is over")


def check_check_in_window(occurrence: Occurrence, now: datetime) -> None:
    """See that one can check in now.

    Raises:
        Conflict: It is too early or too late, or it was cancelled.
    """
    if occurrence.cancelled_at is not None:
        raise closed(occurrence)
    if now < occurrence.starts_at - _EARLIEST:
        raise Conflict("events.too_early", "check in from an hour before the start on")
    if now > occurrence.ends_at + _LATEST:
        raise Conflict("events.already_ended", "this is over for more than a day")


def is_cancelled(event: Event) -> Conflict:
    """The error of who changes a cancelled event."""
    return Conflict("events.cancelled", f"the event {event.title!r} was cancelled")


def _check_reminder(before: timedelta | None) -> None:
    if before is not None and not timedelta() <= before <= _LONGEST_REMINDER:
        told = f"remind up to {_LONGEST_REMINDER.days} days ahead, or not at all: zero"
        raise Invalid.field("remind_before", "out_of_range", told)


def _check_follow_up(kind: str, access: EventAccess, type: CommunityType) -> None:
    if not kind:
        return
    opening = [known.name for known in type.post_kinds if known.opens]
    if kind not in opening:
        raise Invalid.field(
            "follow_up", "unknown_kind", f"choose one of: {', '.join(opening) or 'none here'}"
        )
    if access is not EventAccess.OPEN:
        told = "everybody would read in that thread of an event that only some know; leave it out"
        raise Invalid.field("follow_up", "would_tell", told)


def _all_of(*checks: Callable[[], Any], then: Callable[..., RecurrenceSchedule]) -> RecurrenceSchedule:
    """What `then` makes of the results of all checks; all their faults at once where there are some."""
    errors: list[FieldError] = []
    results = []
    for check in checks:
        try:
            results.append(check())
        except Invalid as invalid:
            errors += invalid.errors
    if errors:
        raise Invalid(errors)
    return then(*results)
