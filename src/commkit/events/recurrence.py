"""Recurring events: rules of RFC 5545 (RRULE), checked before they are followed, and followed only so far.

A rule comes from people and from files, so it is read strictly here, and only what was read goes to dateutil. Rules
that are denser than an event can be are refused. What is left is followed in a late enough part of the calendar, which
repeats every 400 years, that dateutil itself comes to the end of time soon, also where nothing ever fits the rule.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen

from commkit.events.times import Span, is_day, read_wall, wall_at, written
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra

MAX_RULE_LENGTH = 500
"""Characters of a rule, at most."""
MAX_DATES = 400
"""Dates that may be added to a rule, or taken from it."""
_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_TOO_DENSE = ("HOURLY", "MINUTELY", "SECONDLY")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,7}")
_UNTIL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?")
_LISTS = {
    "BYSECOND": (0, 59),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYMONTH": (1, 12),
    "BYSETPOS": (-366, 366),
}
_SINGLES = {"INTERVAL": (1, 10_000), "COUNT": (1, 1_000_000)}
_MAX_PER_DAY = 24
_STEPS = 60_000
"""How many dates are passed over, at most: one a day for 160 years."""
_NEAR = datetime(1900, 1, 1)  # noqa: DTZ001  # on the wall
_FAR = datetime(2199, 12, 31)  # noqa: DTZ001  # on the wall
_END = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001  # on the wall
_CYCLE = 400
_LATE = 9_560
"""The first year of those into which rules are moved; 40 years at least are left then."""


@frozen
class RecurrenceRule:
    """A rule that was read.

    Attributes:
        text: In its one form.
        parts: Its parts by name, lists as tuples.
    """

    text: str
    parts: Mapping[str, Any]

    def until(self, span: Span, zone: ZoneInfo) -> datetime | None:
        """The last time on the wall at which it may start, where the rule says so, as far as events go."""
        told: str | None = self.parts.get("UNTIL")
        # No event is nearer to the ends of time, where a zone makes a moment that is none.
        return None if told is None else max(_NEAR, min(_read_until(told, zone, all_day=span.all_day), _FAR))


@frozen
class RecurrenceSchedule:
    """All the times at which an event takes place.

    Attributes:
        span: The first one.
        zone: Its zone.
        rule: How it recurs; None where it does not.
        extra: Further starts, on the wall.
        without: Starts that are left out, on the wall.
    """

    span: Span
    zone: ZoneInfo
    rule: RecurrenceRule | None = None
    extra: frozenset[datetime] = frozenset()
    without: frozenset[datetime] = frozenset()

    @property
    def recurs(self) -> bool:
        """Whether it takes place more than once."""
        return self.rule is not None or bool(self.extra)

    def columns(self) -> dict[str, Any]:
        """The fields of an event that say when it takes place, in their one form."""
        return {
            "starts": self.span.starts,
            "ends": self.span.ends,
            "zone": self.zone.key,
            "rule": self.rule.text if self.rule else "",
            "extra": self._texts(self.extra),
            "without": self._texts(self.without),
        }

    def _texts(self, walls: Iterable[datetime]) -> tuple[str, ...]:
        return tuple(written(wall, all_day=self.span.all_day) for wall in sorted(walls))

    def following(self, start: datetime | None) -> datetime | None:
        """The next start behind one; the first of all behind None."""
        return next(iter(self.starts(after=start, until=_FAR, most=1)), None)

    def starts(self, *, after: datetime | None, until: datetime, most: int) -> list[datetime]:
        """The starts on the wall behind `after`, up to `until`, in order; at most `most`."""
        found = set(islice(self._ruled(after, until), most + len(self.without)))
        found |= {extra for extra in self.extra if _between(after, extra, until)}
        return sorted(found - self.without)[:most]

    def _ruled(self, after: datetime | None, until: datetime) -> Iterator[datetime]:
        first = self.span.start
        if _between(after, first, until):
            yield first
        if self.rule is None:
            return
        for start in islice(_follow(self.rule, self.span, self.zone), _STEPS):
            if start > until:
                return
            if start != first and _between(after, start, until):
                yield start


def read_schedule(
    span: Span, zone: ZoneInfo, *, rule: str, extra: Iterable[str], without: Iterable[str]
) -> RecurrenceSchedule:
    """A schedule from what somebody wrote.

    Raises:
        Invalid: The rule or a date is malformed, or the rule is denser than an event can be.
    """
    return RecurrenceSchedule(
        span,
        zone,
        read_rule(rule) if rule else None,
        frozenset(_dates("extra", extra, span)),
        frozenset(_dates("without", without, span)),
    )


def read_rule(text: str) -> RecurrenceRule:
    """A rule from its text, such as `FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10`.

    Raises:
        Invalid: It is malformed, denser than an event can be, or says what is not understood.
    """
    if len(text) > MAX_RULE_LENGTH:
        raise _bad("too_long", f"use at most {MAX_RULE_LENGTH} characters")
    parts: dict[str, Any] = {}
    for part in text.upper().removeprefix("RRULE:").strip(" ;").split(";"):
        name, _, value = part.partition("=")
        if name in parts:
            raise _bad("bad_rule", f"say {name} once")
        parts[name] = _read_part(name, value)
    if "FREQ" not in parts:
        raise _bad("bad_rule", f"begin with FREQ= and one of: {', '.join(_FREQUENCIES)}")
    _check_together(parts)
    return RecurrenceRule(";".join(f"{name}={_format_value(value)}" for name, value in parts.items()), parts)


def _read_part(name: str, value: str) -> Any:
    if name == "FREQ":
        return _read_frequency(value)
    if name in _SINGLES:
        return _number(name, value, *_SINGLES[name])
    if name in _LISTS:
        return tuple(_number(name, item, *_LISTS[name]) for item in value.split(","))
    if name == "BYDAY":
        return tuple(map(_read_day, value.split(",")))
    if name == "WKST" and value in _DAYS:
        return value
    if name == "UNTIL" and _UNTIL.fullmatch(value):
        _read_until(value, None, all_day=False)
        return value
    raise _bad("bad_rule", f"{name[:20]}={value[:40]} is not understood")


def _read_frequency(value: str) -> str:
    if value in _TOO_DENSE:
        raise _bad("too_dense", "let it recur daily at most; BYHOUR can name several times of a day")
    if value not in _FREQUENCIES:
        raise _bad("bad_rule", f"let FREQ be one of: {', '.join(_FREQUENCIES)}")
    return value


def _number(name: str, value: str, least: int, most: int) -> int:
    number = int(value) if _NUMBER.fullmatch(value) else most + 1
    if not least <= number <= most or (number == 0 and least < 0):
        raise _bad("bad_rule", f"{name} takes {least} to {most}, not {value[:20]}")
    return number


def _read_day(value: str) -> tuple[int, str]:
    match = _DAY.fullmatch(value)
    number = int(match[1] or 0) if match else 0
    if match is None or (match[1] and not 1 <= abs(number) <= 53):
        raise _bad("bad_rule", f"BYDAY takes days such as MO or -1FR, not {value[:20]}")
    return number, match[2]


def _check_together(parts: Mapping[str, Any]) -> None:
    if "COUNT" in parts and "UNTIL" in parts:
        raise _bad("bad_rule", "say COUNT or UNTIL, not both")
    numbered = any(number for number, _ in parts.get("BYDAY", ()))
    if numbered and (parts["FREQ"] not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in parts):
        raise _bad("bad_rule", "a number before a day fits monthly and yearly rules only")
    if "BYWEEKNO" in parts and parts["FREQ"] != "YEARLY":
        raise _bad("bad_rule", "BYWEEKNO fits yearly rules only")
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= len(set(parts.get(name, (0,))))
    if times > _MAX_PER_DAY:
        raise _bad("too_dense", f"let it take place at most {_MAX_PER_DAY} times a day")


def _format_value(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(f"{one[0] or ''}{one[1]}" if isinstance(one, tuple) else str(one) for one in value)
    return str(value)


def _read_until(text: str, zone: ZoneInfo | None, *, all_day: bool) -> datetime:
    match = _UNTIL.fullmatch(text)
    assert match is not None
    year, month, day, *clock = match.groups()
    try:
        if not clock[0]:
            return datetime(int(year), int(month), int(day), 23, 59, 59)  # noqa: DTZ001  # on the wall
        hour, minute, second = (int(part) for part in clock[:3])
        wall = datetime(int(year), int(month), int(day), hour, minute, min(second, 59))  # noqa: DTZ001
    except ValueError:
        raise _bad("bad_rule", f"UNTIL={text} is no time") from None
    if clock[3] and zone is not None and not all_day and 1 < wall.year < 9_999:
        wall = wall_at(wall.replace(tzinfo=_UTC), zone)
    return wall.replace(hour=23, minute=59, second=59) if all_day else wall


_UTC = ZoneInfo("UTC")


def _follow(rule: RecurrenceRule, span: Span, zone: ZoneInfo) -> Iterator[datetime]:
    """All starts of a rule, without end for most."""
    rrule = require_extra("dateutil.rrule", extra="events")
    cycles = (_LATE + _CYCLE - 1 - span.start.year) // _CYCLE
    years = cycles * _CYCLE
    parts = rule.parts
    weekdays = [
        getattr(rrule, day)(number) if number else getattr(rrule, day)
        for number, day in parts.get("BYDAY", ())
    ]
    until = rule.until(span, zone)
    made = rrule.rrule(
        getattr(rrule, parts["FREQ"]),
        dtstart=span.start.replace(year=span.start.year + years),
        interval=parts.get("INTERVAL", 1),
        count=parts.get("COUNT"),
        until=None if until is None else _moved(until, years),
        wkst=getattr(rrule, parts["WKST"]) if "WKST" in parts else None,
        byweekday=weekdays or None,
        **{name.lower(): parts[name] for name in _LISTS if name in parts},
    )
    try:
        for start in made:
            yield start.replace(year=start.year - years)
    except (OverflowError, ValueError, IndexError):
        return  # the last week of all time has days that are none


def _moved(wall: datetime, years: int) -> datetime:
    return wall.replace(year=wall.year + years) if wall.year + years <= 9_999 else _END


def _between(after: datetime | None, start: datetime, until: datetime) -> bool:
    return (after is None or start > after) and start <= until


def _dates(field: str, texts: Iterable[str], span: Span) -> Iterator[datetime]:
    for number, text in enumerate(texts):
        path = f"{field}[{number}]"
        if number >= MAX_DATES:
            raise Invalid.field(field, "too_many", f"name at most {MAX_DATES} dates")
        wall = read_wall(text, path)
        if is_day(text) is not span.all_day:
            raise Invalid.field(
                path, "mixed_forms", "give times to an event with times, and days to one of days"
            )
        yield wall


def _bad(code: str, message: str) -> Invalid:
    return Invalid.field("rule", code, message)
