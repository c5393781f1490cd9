"""What an event may be: the rules that need no database."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from commkit.events.feature import EventSettings
from commkit.events.messages import CreateEvent
from commkit.events.records import Event, EventAccess
from commkit.events.recurrence.policy import schedule_of
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.runtime.model.errors import Conflict, FieldError, Invalid
from commkit.runtime.model.types import CommunityType

_MAX_REMIND_BEFORE = timedelta(days=30)


def check_event(
    event: Event | CreateEvent, settings: EventSettings, type: CommunityType
) -> RecurrenceSchedule:
    """Check that an event is possible, and give when it takes place.

    Args:
        event: The event as it is to be.
        settings: The community's settings of events.
        type: The community's type.

    Raises:
        Invalid: With every fault.
    """
    checks: list[Callable[[], Any]] = [
        lambda: schedule_of(event),
        lambda: check_capacity(event.capacity, settings),
        lambda: check_url(event.url),
        lambda: _check_reminder(event.remind_before),
        lambda: _check_follow_up(event.follow_up, event.access, type),
    ]
    errors: list[FieldError] = []
    results = []
    for check in checks:
        try:
            results.append(check())
        except Invalid as invalid:
            errors += invalid.errors
    if errors:
        raise Invalid(errors)
    schedule: RecurrenceSchedule = results[0]
    return schedule


def check_capacity(capacity: int | None, settings: EventSettings) -> None:
    """Check a capacity.

    Raises:
        Invalid: It is below 1, or more than the community allows.
    """
    if capacity is not None and not 1 <= capacity <= settings.max_capacity:
        raise Invalid.field(
            "capacity", "out_of_range", f"give 1 to {settings.max_capacity} seats, or no limit"
        )


def check_url(url: str) -> None:
    """Check that an address can be shown as a link; an empty one passes.

    Raises:
        Invalid: It is malformed, or begins with something else than http:// or https://.
    """
    if not url:
        return
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or any(map(str.isspace, url)):
        raise Invalid.field("url", "bad_url", "give an address that begins with https://")


def event_cancelled(event: Event) -> Conflict:
    """The error of a change to a cancelled event."""
    return Conflict("events.cancelled", f"the event {event.title!r} was cancelled")


def _check_reminder(before: timedelta | None) -> None:
    if before is not None and not timedelta() <= before <= _MAX_REMIND_BEFORE:
        message = f"remind up to {_MAX_REMIND_BEFORE.days} days before, or give zero for no reminder"
        raise Invalid.field("remind_before", "out_of_range", message)


def _check_follow_up(kind: str, access: EventAccess, type: CommunityType) -> None:
    if not kind:
        return
    # Nobody is there to give the values of required fields.
    opening = [
        known.name
        for known in type.post_kinds
        if known.opens and not any(its.required for its in type.declared_fields("post", known.name))
    ]
    if kind not in opening:
        raise Invalid.field(
            "follow_up", "unknown_kind", f"choose one of: {', '.join(opening) or 'none here'}"
        )
    if access is not EventAccess.OPEN:
        message = "everybody could read in that thread about an event for invited members; leave it out"
        raise Invalid.field("follow_up", "would_disclose", message)
