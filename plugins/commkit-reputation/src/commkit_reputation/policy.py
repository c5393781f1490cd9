"""What all rooms of the plugin share: names, periods, and the interval of a share; no database."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from math import sqrt

from attrs import frozen

MIGRATIONS = "commkit_reputation.migrations"
SYSTEM_ROLE = "system"
Z = 1.96
"""The quantile of the normal distribution for an interval of 95 %."""
EVER = date(1970, 1, 1)
"""The start of the one period that never ends."""


class Period(StrEnum):
    """What leaderboards are over; periods begin at midnight UTC."""

    WEEK = "week"
    """From Monday, as ISO 8601 has it."""
    MONTH = "month"
    YEAR = "year"
    ALL = "all"
    """All time."""


def period_start(period: Period, day: date) -> date:
    """The first day of the period that a day is in.

    Args:
        period: Which sort of period.
        day: The day, UTC.
    """
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    if period is Period.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if period is Period.YEAR else EVER


def day_of(moment: datetime) -> date:
    """The day of a moment, UTC: communities have no time zone of their own."""
    return moment.date()


@frozen
class Share:
    """The share of positive evidence, with the interval in which the true share is.

    Attributes:
        positive: Positive evidence: how many.
        sample: All evidence that says something about quality: the sample size, 1 or more.
        low: The lower bound, 0 to 1.
        high: The upper bound, 0 to 1.
    """

    positive: int
    sample: int
    low: float
    high: float


def wilson(positive: int, negative: int) -> Share | None:
    """The Wilson score interval at 95 % (z = 1.96) of the share of positive evidence.

    Centre `(p + z^2/2n) / (1 + z^2/n)`, half-width `z / (1 + z^2/n) * sqrt(p(1-p)/n + z^2/4n^2)`: E. B. Wilson,
    "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
    Association 22 (1927), 209-212. The lower bound rises with the share and with the number, so a few lucky
    votes prove little.

    Args:
        positive: Positive evidence: how many, 0 or more.
        negative: Negative evidence: how many, 0 or more.

    Returns:
        The interval with its sample size; None where there is no evidence, which says nothing.
    """
    n = positive + negative
    if n == 0:
        return None
    p, spread = positive / n, Z * Z / n
    centre = (p + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * sqrt(p * (1 - p) / n + spread / (4 * n))
    return Share(positive, n, max(centre - half, 0.0), min(centre + half, 1.0))
