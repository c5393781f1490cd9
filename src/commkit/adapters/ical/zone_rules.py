"""The rules of a VTIMEZONE: when its clocks change, and by how much (RFC 5545, section 3.6.5)."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from attrs import frozen

from commkit.events.local_time.records import Span
from commkit.events.rrules.policy import LAST_START, parse_rrule, until_of
from commkit.events.rule_starts.policy import RuleStarts
from commkit.events.rule_starts.records import Steps
from commkit.runtime.model.errors import Invalid

_OFFSET = re.compile(r"([+-])([0-9]{2})([0-9]{2})([0-9]{2})?")
_TIME = re.compile(r"[0-9]{8}T[0-9]{6}Z?")
_HOUR = timedelta(hours=1)
_MAX_OBSERVANCES = 200
_MAX_DATES = 400


@frozen
class Change:
    """A change of the clocks.

    Attributes:
        at: When, in UTC, without a zone.
        before: How far local time is ahead of UTC before it.
        after: The same after it.
    """

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def local(self) -> datetime:
        """The first local time after it: of one that is skipped, the next; of one that comes twice, its second end."""
        return self.at + max(self.before, self.after)


class ZoneRules(tzinfo):
    """A time zone that only its VTIMEZONE explains.

    A local time that is skipped counts on from before the change; of one that occurs twice the first one is meant, as
    for named time zones.
    """

    def __init__(self, changes: Sequence[Change]) -> None:
        """Take the changes of its clocks, in order; at least one."""
        self.changes = tuple(changes)
        self._at = [change.at for change in self.changes]
        self._local = [change.local for change in self.changes]

    def utcoffset(self, at: datetime | None) -> timedelta | None:
        """How far a local time is ahead of UTC."""
        return None if at is None else self._offset(bisect_right(self._local, at.replace(tzinfo=None)))

    def dst(self, at: datetime | None) -> timedelta | None:
        """Unknown: a VTIMEZONE gives whole offsets."""
        return None

    def tzname(self, at: datetime | None) -> str | None:
        """None: it has no name that others know."""
        return None

    def fromutc(self, at: datetime) -> datetime:
        """The local time of a moment."""
        return at + self.offset_at(at.replace(tzinfo=None))

    def offset_at(self, moment: datetime) -> timedelta:
        """How far local time is ahead of a moment, in UTC without a zone."""
        return self._offset(bisect_right(self._at, moment))

    def _offset(self, passed: int) -> timedelta:
        return self.changes[passed - 1].after if passed else self.changes[0].before


def read_rules(lines: Iterable[str], years: range, steps: Steps) -> ZoneRules | None:
    """The rules of a VTIMEZONE; None where it has none that can be read.

    Args:
        lines: Its lines, unfolded.
        years: The years that it is needed for; its changes are computed for these.
        steps: Counts the work.

    Raises:
        Invalid: It takes too many steps.
    """
    changes: dict[datetime, Change] = {}
    for observance in _observances(lines):
        for change in _changes(observance, years, steps):
            changes[change.at] = change
    return ZoneRules([changes[at] for at in sorted(changes)]) if changes else None


def _observances(lines: Iterable[str]) -> Iterator[dict[str, list[str]]]:
    """The properties of each STANDARD and DAYLIGHT."""
    inside: dict[str, list[str]] | None = None
    count = 0
    for line in lines:
        head, _, value = line.partition(":")
        name = head.partition(";")[0].strip().upper()
        if name == "BEGIN" and value.strip().upper() in ("STANDARD", "DAYLIGHT"):
            inside = {}
        elif name == "END" and inside is not None:
            yield inside
            inside = None
            count += 1
            if count == _MAX_OBSERVANCES:
                return
        elif inside is not None:
            inside.setdefault(name, []).append(value.strip())


def _changes(observance: dict[str, list[str]], years: range, steps: Steps) -> Iterator[Change]:
    try:
        before = _offset(observance["TZOFFSETFROM"][0])
        after = _offset(observance["TZOFFSETTO"][0])
        start = _time(observance["DTSTART"][0])
        starts = [start, *_dates(observance.get("RDATE", ()), before)]
        for rule in observance.get("RRULE", ()):
            starts += _of_rule(rule, start, before, years, steps)
    except (KeyError, ValueError, OverflowError):
        return
    except Invalid as invalid:
        if invalid.errors[0].code == "too_costly":
            raise
        return
    for local in starts:
        yield Change(local - before, before, after)


def _of_rule(text: str, start: datetime, offset: timedelta, years: range, steps: Steps) -> Iterator[datetime]:
    rule = parse_rrule(text)
    last = until_of(rule, Span(start, _HOUR, all_day=False), timezone(offset))
    made = RuleStarts(rule, start, LAST_START if last is None else last)
    last = made.counted(steps)
    # Of a rule that is over, the last start counts on.
    first = min(datetime(max(years.start - 2, 1), 1, 1), last - timedelta(days=800))  # noqa: DTZ001  # local time
    end = min(datetime(years.stop + 1, 1, 1), last)  # noqa: DTZ001  # local time
    for number, at in enumerate(made.between(max(first, start), end, steps)):
        if number == _MAX_DATES:
            return
        yield at


def _dates(values: Iterable[str], offset: timedelta) -> Iterator[datetime]:
    for value in values:
        for text in value.split(",")[:_MAX_DATES]:
            at = _time(text.partition("/")[0].strip())
            yield at + offset if text.strip().endswith("Z") else at


def _offset(text: str) -> timedelta:
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise ValueError(text)
    sign, hours, minutes, seconds = match.groups()
    size = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if size >= timedelta(days=1):
        raise ValueError(text)
    return -size if sign == "-" else size


def _time(text: str) -> datetime:
    if not _TIME.fullmatch(text):
        raise ValueError(text)
    at = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007  # local time
    if not 2 < at.year < 9_990:
        raise ValueError(text)
    return at


def matches(zone: tzinfo, rules: ZoneRules, years: range) -> bool:
    """Whether a time zone has the same clocks as some rules, in all of some years."""
    return all(_offset_at(zone, at) == rules.offset_at(at) for at in _samples(rules, years))


def _samples(rules: ZoneRules, years: range) -> Iterator[datetime]:
    """Moments at which two time zones differ, if they do: January and July first, which most do."""
    for year in (years.start, years.stop - 1):
        yield from (datetime(year, month, 10) for month in (1, 7))  # noqa: DTZ001  # UTC
    first, end = datetime(years.start, 1, 1), datetime(years.stop, 1, 1)  # noqa: DTZ001  # UTC
    for change in rules.changes:
        if first <= change.at < end:
            yield from (change.at - timedelta(seconds=1), change.at)
    at = first
    while at < end:
        yield at
        at += timedelta(days=7)


def _offset_at(zone: tzinfo, moment: datetime) -> timedelta | None:
    return moment.replace(tzinfo=UTC).astimezone(zone).utcoffset()
