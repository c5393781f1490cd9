"""Events in a time zone that no IANA zone matches: their moments are kept, in UTC."""

from datetime import UTC, datetime
from itertools import islice

from attrs import evolve

from commkit.adapters.ical.zone_rules import ZoneRules
from commkit.events import ExternalEvent, ExternalOccurrence
from commkit.events.importing.policy import override_in_zone
from commkit.events.local_time.policy import convert_local, format_local, parse_local
from commkit.events.local_time.records import Span
from commkit.events.recurrence.policy import MAX_DATES
from commkit.events.rrules.policy import LAST_START, parse_rrule, until_of
from commkit.events.rule_starts.policy import RuleStarts
from commkit.events.rule_starts.records import Steps
from commkit.runtime.model.errors import Invalid

_ENDLESS = (
    f"it starts more than {MAX_DATES} times in a time zone whose clocks no IANA time zone has; "
    "give the event a time zone with an IANA name"
)


def in_utc(
    event: ExternalEvent, override: ExternalOccurrence | None, rules: ZoneRules, steps: Steps
) -> tuple[ExternalEvent, ExternalOccurrence | None]:
    """An event with times, and an override of it, by their moments in UTC; the starts of a rule become dates.

    Args:
        event: The event, in the local time of the rules.
        override: What it overrides.
        rules: The time zone of the file.
        steps: Counts the work.

    Raises:
        Invalid: It recurs too often to be listed.
    """
    moved = override_in_zone(override, rules, UTC) if override is not None else None
    span = Span.parse(event.local_start, event.local_end)
    starts = _starts(event, span, rules, steps)
    if not starts:
        raise Invalid.field("RRULE", "never", "it never takes place")
    first, *others = starts
    ends = format_local(first + span.length, all_day=False)
    return evolve(
        event,
        local_start=_moment(format_local(first, all_day=False), rules),
        local_end=_moment(ends, rules),
        time_zone="UTC",
        rrule="",
        rdates=tuple(_moment(format_local(start, all_day=False), rules) for start in others),
        exdates=(),
    ), moved


def _starts(event: ExternalEvent, span: Span, rules: ZoneRules, steps: Steps) -> list[datetime]:
    left_out = {parse_local(text, "exdates") for text in event.exdates}
    starts = {span.start, *(parse_local(text, "rdates") for text in event.rdates)}
    if event.rrule:
        rule = parse_rrule(event.rrule)
        last = until_of(rule, span, rules)
        made = RuleStarts(rule, span.start, LAST_START if last is None else last)
        last = made.counted(steps)
        starts.update(islice(made.between(None, last, steps), MAX_DATES + len(left_out) + 2))
    found = sorted(starts - left_out)
    if len(found) > MAX_DATES + 1:
        raise Invalid.field("TZID", "unknown_zone", _ENDLESS)
    return found


def _moment(local: str, rules: ZoneRules) -> str:
    return convert_local(local, rules, UTC, field="local_start")
