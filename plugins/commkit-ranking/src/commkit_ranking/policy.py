"""What all rooms of the plugin share: orders, periods and the moments of pages; no database."""

from datetime import date, datetime, timedelta
from enum import StrEnum

MIGRATIONS = "commkit_ranking.migrations"
SYSTEM_ROLE = "system"
STABLE_FOR = timedelta(hours=1)
"""How long the pages of a list follow its first one."""
ACTIVE_WITHIN = timedelta(days=30)
"""What a month is: people who wrote within it are active."""


class RankOrder(StrEnum):
    """By what threads are ranked, the highest first; of equal ones the latest."""

    LATEST = "latest"
    """When they were opened."""
    ACTIVE = "active"
    """When something was last added to them."""
    HOT = "hot"
    """By votes, of which each tenfold number makes up for 12.5 hours of age."""
    TOP = "top"
    """By votes for them less votes against them; of a period, those that were opened in it."""
    CONTROVERSIAL = "controversial"
    """Those with many votes, for and against them alike."""
    SCALED = "scaled"
    """As hot, where votes weigh more in spaces in which few people are active."""
    BEST = "best"
    """By the share of votes for them that is certain, however few there are."""


class ReplyOrder(StrEnum):
    """By what the replies to one post are ranked; of equal ones the latest stands first."""

    BEST = "best"
    """By the share of votes for them that is certain, however few there are, the highest first."""
    TOP = "top"
    """By votes for them less votes against them, the highest first."""
    NEWEST = "newest"
    """By when they were written, the latest first."""
    OLDEST = "oldest"
    """By when they were written, the earliest first; of the same moment, too."""
    CONTROVERSIAL = "controversial"
    """Those with many votes, for and against them alike, first."""


class Period(StrEnum):
    """When the threads of a top list were opened; periods begin at midnight UTC."""

    DAY = "day"
    WEEK = "week"
    """From Monday, as ISO 8601 has it."""
    MONTH = "month"
    YEAR = "year"
    ALL = "all"
    """All time."""


def period_start(period: Period, moment: datetime) -> date:
    """The first day of the period that a moment is in, UTC.

    Args:
        period: Which sort of period; not all time, which has no first day.
        moment: The moment, UTC.
    """
    day = moment.date()
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    if period is Period.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if period is Period.YEAR else day
