"""Which periods have numbers, and how the numbers are written as lines of a table."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from attrs import AttrsInstance, asdict

from commkit.moderation.transparency.records import TransparencyNumbers
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.statistics import MedianWait, median_wait

_LONGEST = timedelta(days=400)
"""A year, and what a report about one may overlap with the next."""

Line = tuple[str, str, str, str]
"""A part of the numbers, what the number is of, which number it is, and the number."""


def check_period(since: datetime, until: datetime, now: datetime) -> None:
    """Check that a period is over, and not too long.

    Raises:
        Invalid: It is not.
    """
    faults = []
    if until <= since:
        faults.append(FieldError("until", "no_period", "give an end that is later than the beginning"))
    elif until - since > _LONGEST:
        faults.append(FieldError("until", "too_long", f"ask about {_LONGEST.days} days at most"))
    if until > now:
        faults.append(
            FieldError("until", "not_over", "ask about a period that is over; its numbers stay as they are")
        )
    if faults:
        raise Invalid(faults)


def waits(times: Iterable[tuple[datetime, datetime | None]], until: datetime) -> MedianWait:
    """The median time of what began and may have ended; what did not waits until the end of the period."""
    ended, waiting = list[timedelta](), list[timedelta]()
    for begun, over in times:
        if over is None:
            waiting.append(until - begun)
        else:
            ended.append(over - begun)
    return median_wait(ended, waiting)


def transparency_lines(numbers: TransparencyNumbers) -> Iterator[Line]:
    """The numbers as lines of one table, such as a CSV file; times in seconds.

    Args:
        numbers: The numbers of a period.
    """
    for part in ("notices", "own_actions", "complaints", "suspensions", "reviews"):
        rows: Sequence[AttrsInstance] = getattr(numbers, part)
        for row in rows:
            values = asdict(row)
            counts = {name: value for name, value in values.items() if type(value) is int}
            of = " ".join(f"{name}={value}" for name, value in values.items() if name not in counts)
            yield from ((part, of, name, str(value)) for name, value in counts.items())
    for part in ("notice_wait", "report_wait", "complaint_wait"):
        wait: MedianWait = getattr(numbers, part)
        yield part, "", "ended", str(wait.ended)
        yield part, "", "waiting", str(wait.waiting)
        yield part, "", "median", "" if wait.median is None else str(wait.median.total_seconds())
    for name, value in asdict(numbers.automated).items():
        yield "automated", "", name, "" if value is None else str(value)
