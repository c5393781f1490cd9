"""How the schedule of an event is read from its fields."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from commkit.events.importing.records import ExternalEvent
from commkit.events.local_time.policy import is_date, parse_local, parse_time_zone
from commkit.events.local_time.records import Span
from commkit.events.messages import CreateEvent
from commkit.events.records import Event
from commkit.events.recurrence.records import RecurrenceSchedule
from commkit.events.rrules.policy import parse_rrule
from commkit.events.rule_starts.records import Steps
from commkit.runtime.model.errors import FieldError, Invalid

MAX_DATES = 400
"""Dates that may be added to a rule, or left out of it."""
MIXED_FORMS = "an event with times takes times, and an all-day event takes dates"
"""What is wrong where dates and times are mixed."""


def schedule_of(event: Event | CreateEvent | ExternalEvent, steps: Steps | None = None) -> RecurrenceSchedule:
    """When an event takes place.

    Args:
        event: The event, or what is to become one.
        steps: Counts the work of reading the rule; it is bounded for each rule where this is left out.

    Raises:
        Invalid: With every fault of the times and the time zone, or with the first one of the rule and the dates.
    """
    errors: list[FieldError] = []
    span = time_zone = None
    try:
        span = Span.parse(event.local_start, event.local_end)
    except Invalid as invalid:
        errors += invalid.errors
    try:
        time_zone = parse_time_zone(event.time_zone)
    except Invalid as invalid:
        errors += invalid.errors
    if span is None or time_zone is None:
        raise Invalid(errors)
    schedule = RecurrenceSchedule(
        span,
        time_zone,
        parse_rrule(event.rrule) if event.rrule else None,
        frozenset(_parse_dates("rdates", event.rdates, span)),
        frozenset(_parse_dates("exdates", event.exdates, span)),
    )
    schedule.last_start(
        steps or Steps()
    )  # so that whoever expands it later finds a rule that is not too much work
    return schedule


def _parse_dates(field: str, texts: Iterable[str], span: Span) -> Iterator[datetime]:
    for number, text in enumerate(texts):
        path = f"{field}[{number}]"
        if number >= MAX_DATES:
            raise Invalid.field(field, "too_many", f"give at most {MAX_DATES} dates")
        local = parse_local(text, path)
        if is_date(text) is not span.all_day:
            raise Invalid.field(path, "mixed_forms", MIXED_FORMS)
        yield local
