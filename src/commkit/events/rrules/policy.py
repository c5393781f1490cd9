"""How recurrence rules are read: strictly, since they come from people and from files.

Rules that start an event too often are refused here; `rule_starts` expands the others.
"""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from commkit.events.local_time.policy import to_local
from commkit.events.local_time.records import Span
from commkit.events.rrules.records import DAYS, RecurrenceRule
from commkit.runtime.model.errors import Invalid

MAX_RRULE_LENGTH = 500
"""Characters of a rule, at most."""
LAST_START = datetime(2199, 12, 31)  # noqa: DTZ001  # local time
"""No event starts later."""
_FIRST_START = datetime(1900, 1, 1)  # noqa: DTZ001  # local time
_UTC = ZoneInfo("UTC")
_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_TOO_FREQUENT = ("HOURLY", "MINUTELY", "SECONDLY")
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
_NUMBERS = {"INTERVAL": (1, 10_000), "COUNT": (1, 1_000_000)}
_MAX_PER_DAY = 24


def parse_rrule(text: str) -> RecurrenceRule:
    """Read a rule such as `FREQ=WEEKLY;BYDAY=TU,TH;COUNT=10`.

    Raises:
        Invalid: It is malformed, starts an event too often, or has a part that is not supported.
    """
    if len(text) > MAX_RRULE_LENGTH:
        raise _invalid("too_long", f"use at most {MAX_RRULE_LENGTH} characters")
    parts: dict[str, Any] = {}
    for part in text.upper().removeprefix("RRULE:").strip(" ;").split(";"):
        name, _, value = part.partition("=")
        if name in parts:
            raise _invalid("bad_rule", f"give {name} once")
        parts[name] = _parse_part(name, value)
    if "FREQ" not in parts:
        raise _invalid("bad_rule", f"begin with FREQ= and one of: {', '.join(_FREQUENCIES)}")
    _check_combination(parts)
    return RecurrenceRule(";".join(f"{name}={_format_value(value)}" for name, value in parts.items()), parts)


def until_of(rule: RecurrenceRule, span: Span, time_zone: tzinfo) -> datetime | None:
    """The last local time at which a rule may start an event; None where the rule has no UNTIL."""
    text: str | None = rule.parts.get("UNTIL")
    # Clamped to the years of events: near the ends of time a conversion between time zones overflows.
    if text is None:
        return None
    return max(_FIRST_START, min(_parse_until(text, time_zone, all_day=span.all_day), LAST_START))


def _parse_part(name: str, value: str) -> Any:
    if name == "FREQ":
        return _parse_frequency(value)
    if name in _NUMBERS:
        return _parse_number(name, value, *_NUMBERS[name])
    if name in _LISTS:
        return tuple(_parse_number(name, item, *_LISTS[name]) for item in value.split(","))
    if name == "BYDAY":
        return tuple(map(_parse_day, value.split(",")))
    if name == "WKST" and value in DAYS:
        return value
    if name == "UNTIL" and _UNTIL.fullmatch(value):
        _parse_until(value, None, all_day=False)
        return value
    raise _invalid("bad_rule", f"{name[:20]}={value[:40]} is not supported")


def _parse_frequency(value: str) -> str:
    if value in _TOO_FREQUENT:
        raise _invalid("too_dense", "an event recurs daily at most; BYHOUR can name several times of a day")
    if value not in _FREQUENCIES:
        raise _invalid("bad_rule", f"FREQ takes one of: {', '.join(_FREQUENCIES)}")
    return value


def _parse_number(name: str, value: str, least: int, most: int) -> int:
    number = int(value) if _NUMBER.fullmatch(value) else most + 1
    if not least <= number <= most or (number == 0 and least < 0):
        raise _invalid("bad_rule", f"{name} takes {least} to {most}, not {value[:20]}")
    return number


def _parse_day(value: str) -> tuple[int, str]:
    match = _DAY.fullmatch(value)
    number = int(match[1] or 0) if match else 0
    if match is None or (match[1] and not 1 <= abs(number) <= 53):
        raise _invalid("bad_rule", f"BYDAY takes days such as MO or -1FR, not {value[:20]}")
    return number, match[2]


def _check_combination(parts: Mapping[str, Any]) -> None:
    if "COUNT" in parts and "UNTIL" in parts:
        raise _invalid("bad_rule", "give COUNT or UNTIL, not both")
    numbered = any(number for number, _ in parts.get("BYDAY", ()))
    if numbered and (parts["FREQ"] not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in parts):
        raise _invalid("bad_rule", "a number before a day needs a monthly or yearly rule")
    if "BYWEEKNO" in parts and parts["FREQ"] != "YEARLY":
        raise _invalid("bad_rule", "BYWEEKNO needs a yearly rule")
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= len(set(parts.get(name, (0,))))
    if times > _MAX_PER_DAY:
        raise _invalid("too_dense", f"an event starts at most {_MAX_PER_DAY} times a day")


def _format_value(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(f"{one[0] or ''}{one[1]}" if isinstance(one, tuple) else str(one) for one in value)
    return str(value)


def _parse_until(text: str, time_zone: tzinfo | None, *, all_day: bool) -> datetime:
    match = _UNTIL.fullmatch(text)
    assert match is not None
    year, month, day, *clock = match.groups()
    try:
        if not clock[0]:
            return datetime(int(year), int(month), int(day), 23, 59, 59)  # noqa: DTZ001  # local time
        hour, minute, second = (int(part) for part in clock[:3])
        local = datetime(int(year), int(month), int(day), hour, minute, min(second, 59))  # noqa: DTZ001
    except ValueError:
        raise _invalid("bad_rule", f"UNTIL={text} is not a time") from None
    if clock[3] and time_zone is not None and not all_day and 1 < local.year < 9_999:
        local = to_local(local.replace(tzinfo=_UTC), time_zone)
    return local.replace(hour=23, minute=59, second=59) if all_day else local


def _invalid(code: str, message: str) -> Invalid:
    return Invalid.field("rrule", code, message)
