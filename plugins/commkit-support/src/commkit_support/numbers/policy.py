"""The months of numbers, and which small groups are not shown; no database."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from commkit import Invalid
from commkit.statistics import hidden_groups

SMALLEST_GROUP = 5
"""Fewer people than this are not told about (k-anonymity)."""
TOO_FEW = f"fewer than {SMALLEST_GROUP} people"
NEIGHBOUR = "another group could be computed from it, which has too few people"


def month_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of the month of a day, and that of the next month, in UTC.

    Raises:
        Invalid: The day is of the last year that dates have.
    """
    if day.year == date.max.year:
        raise Invalid.field("month", "range", f"ask for a month before the year {date.max.year}")
    first = datetime(day.year, day.month, 1, tzinfo=UTC)
    year, month = divmod(day.year * 12 + day.month, 12)
    return first, datetime(year, month + 1, 1, tzinfo=UTC)


def shown_groups(sizes: Mapping[str, int]) -> frozenset[str]:
    """The groups that may be shown beside their total; see `commkit.statistics.hidden_groups`.

    Args:
        sizes: How many people each group has; empty ones are shown.
    """
    hidden = hidden_groups(list(sizes.values()), threshold=SMALLEST_GROUP)
    return frozenset(name for place, name in enumerate(sizes) if place not in hidden)
