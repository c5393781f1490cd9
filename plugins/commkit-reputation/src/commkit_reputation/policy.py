"""What all rooms of the plugin share: names and periods; no database."""

from datetime import date, datetime, timedelta
from enum import StrEnum

MIGRATIONS = "commkit_reputation.migrations"
SYSTEM_ROLE = "system"
PRIVILEGES = "reputation.privileges"
"""The feature of privileges, which are reviewed with the points."""
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
