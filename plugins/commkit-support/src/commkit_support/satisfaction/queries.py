"""How satisfaction is read."""

from datetime import date

from commkit import Context
from commkit_support.numbers.policy import month_of
from commkit_support.satisfaction import statements as sql
from commkit_support.satisfaction.feature import SatisfactionSettings, satisfaction_feature
from commkit_support.satisfaction.messages import ListRatingComments, ReadSatisfaction
from commkit_support.satisfaction.policy import satisfaction_of
from commkit_support.satisfaction.records import Satisfaction


@satisfaction_feature.handles(ReadSatisfaction)
def read_satisfaction(context: Context, query: ReadSatisfaction) -> Satisfaction:
    """Count in one statement."""
    return _read(context, query.month)


@satisfaction_feature.handles(ListRatingComments)
def list_rating_comments(context: Context, query: ListRatingComments) -> tuple[str, ...]:
    """Those of a month that may be told, and none of another."""
    if _read(context, query.month).all.withheld:
        return ()
    since, until = month_of(query.month)
    return tuple(comment for (comment,) in context.rows(sql.COMMENTS, since=since, until=until))


def _read(context: Context, day: date) -> Satisfaction:
    since, until = month_of(day)
    rows = context.rows(sql.COUNTS, since=since, until=until)
    is_over = until + context.settings(SatisfactionSettings).rate_within <= context.now
    return satisfaction_of(since.date(), {by: tuple(counts) for by, *counts in rows}, is_over=is_over)
