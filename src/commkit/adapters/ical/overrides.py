"""The VEVENTs of one UID make one event: the event itself, and its occurrences that differ from the rule."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from attrs import evolve

from commkit.adapters.ical.vevent import ParsedEvent, RejectedComponent
from commkit.events import ExternalEvent, ExternalOccurrence
from commkit.events.importing.policy import override_in_zone
from commkit.events.local_time.policy import (
    format_local,
    is_date,
    parse_local,
    parse_time_zone,
)
from commkit.events.local_time.records import Span
from commkit.events.recurrence.policy import MAX_DATES, schedule_of
from commkit.runtime.model.errors import Invalid

_FIRST = datetime.min.replace(tzinfo=UTC)


def merge_overrides(parsed: Iterable[ParsedEvent]) -> Iterator[ExternalEvent | RejectedComponent]:
    """Each event with its overrides; of two VEVENTs that stand for the same the later version.

    Occurrences whose event is not in the file become an event of their own, marked as `partial`: for whoever
    was invited to these, or has the event from another file.
    """
    masters: dict[str, ParsedEvent] = {}
    overrides: dict[str, list[ParsedEvent]] = {}
    for one in parsed:
        uid = one.event.uid
        if one.override is not None:
            overrides.setdefault(uid, []).append(one)
            continue
        other = masters.get(uid)
        if other is not None:
            yield _rejected(
                min(one, other, key=_version), "ical.duplicate", "another event of the file has this UID"
            )
        masters[uid] = one if other is None else max(other, one, key=_version)
    for uid in {**masters, **overrides}:
        mine = overrides.get(uid, [])
        yield from _merge(masters[uid].event if uid in masters else _whole_of(mine), mine)


def _merge(base: ExternalEvent, overrides: list[ParsedEvent]) -> Iterator[ExternalEvent | RejectedComponent]:
    kept: dict[str, ExternalOccurrence] = {}
    # The latest version of an occurrence is met first.
    for one in sorted(overrides, key=_version, reverse=True):
        try:
            override = _in_time_zone_of(base, one)
        except Invalid as invalid:  # its year is not supported in the other time zone
            yield _rejected(one, "ical.invalid", invalid.errors[0].message)
            continue
        if isinstance(override, RejectedComponent):
            yield override
        elif override is None:
            yield _rejected(one, "ical.mixed_forms", "either it or its event has dates, the other one times")
        elif override.original_start in kept:
            yield _rejected(one, "ical.duplicate", "this occurrence is in the file twice")
        elif len(kept) > MAX_DATES and base.partial:
            yield _rejected(one, "ical.too_many", f"only {MAX_DATES} occurrences of an event are read")
        else:
            kept[override.original_start] = override
    whole = evolve(base, overrides=tuple(kept[start] for start in sorted(kept)))
    try:
        yield _with_dates(whole) if base.partial and kept else whole
    except Invalid as invalid:
        yield _rejected(overrides[0], "ical.invalid", invalid.errors[0].message)


def _whole_of(overrides: list[ParsedEvent]) -> ExternalEvent:
    """An event for occurrences whose event is not there: the earliest that takes place gives the texts."""
    taking_place = [one for one in overrides if one.override and one.override.local_start is not None]
    first = min(taking_place or overrides, key=_original_start)
    return evolve(first.event, partial=True, cancelled=False)


def _with_dates(event: ExternalEvent) -> ExternalEvent:
    """Let the event take place at the original starts of its overrides."""
    first, *others = (override.original_start for override in event.overrides)
    length = Span.parse(event.local_start, event.local_end).length
    all_day = is_date(event.local_start)
    end = parse_local(first, "overrides") + length - timedelta(days=all_day)
    return evolve(
        event, local_start=first, local_end=format_local(end, all_day=all_day), rdates=tuple(others)
    )


def _in_time_zone_of(base: ExternalEvent, one: ParsedEvent) -> ExternalOccurrence | RejectedComponent | None:
    """An override with its times in the time zone of its event; None where one has dates and the other one times."""
    own, override = one.event, one.override
    if override is None:
        return None
    override = evolve(override, sequence=own.sequence, modified_at=own.modified_at)
    by_day = one.day is not None and not base.partial and not is_date(base.local_start)
    if by_day and override.local_start is None:  # it is cancelled, and may have no start of its own
        return _on_day(base, one, override)
    if is_date(base.local_start) is not is_date(own.local_start):
        return None
    if not is_date(own.local_start) and base.time_zone != own.time_zone:
        source, target = parse_time_zone(own.time_zone), parse_time_zone(base.time_zone)
        override = override_in_zone(override, source, target)
    return _on_day(base, one, override) if by_day else override


def _on_day(
    base: ExternalEvent, one: ParsedEvent, override: ExternalOccurrence
) -> ExternalOccurrence | RejectedComponent:
    """An override of the occurrence of an event with times on a day: its RECURRENCE-ID is a date."""
    assert one.day is not None
    midnight = datetime.combine(one.day, time())
    starts = schedule_of(base).starts(
        after=midnight - timedelta.resolution, until=midnight + timedelta(days=1, microseconds=-1), limit=2
    )
    if not starts:
        return _rejected(one, "ical.no_such_occurrence", "its event does not take place on that day")
    if len(starts) > 1:
        return _rejected(
            one, "ical.several_occurrences", "its event takes place several times on that day; give the time"
        )
    return evolve(override, original_start=format_local(starts[0], all_day=False))


def _version(parsed: ParsedEvent) -> tuple[int, datetime]:
    return parsed.event.sequence, parsed.event.modified_at or _FIRST


def _original_start(parsed: ParsedEvent) -> str:
    assert parsed.override is not None
    return parsed.override.original_start


def _rejected(parsed: ParsedEvent, code: str, message: str) -> RejectedComponent:
    return RejectedComponent("VEVENT", parsed.event.uid, code, message)
