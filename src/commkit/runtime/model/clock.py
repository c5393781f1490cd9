"""Where time comes from: a function that a Kit is given, so that tests and simulations can move it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present moment as an aware datetime in UTC."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970; negative for what was before."""
    return (moment - EPOCH) // MICROSECOND


def from_microseconds(number: int) -> datetime:
    """The moment so many microseconds after 1970, in UTC.

    Raises:
        OverflowError: It is outside of the years 1 to 9999.
    """
    return EPOCH + number * MICROSECOND


def system_clock() -> datetime:
    """The machine's own time, aware, in UTC."""
    return datetime.now(UTC)
