"""Who sees which entries, and whose they are."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_, select

from commkit.storage import Reader
from commkit_contests.contests.policy import SHOWN_TO_JUDGES
from commkit_contests.contests.records import ContestState
from commkit_contests.entries.records import ContestEntry
from commkit_contests.feature import contest_feature
from commkit_contests.policy import MANAGE
from commkit_contests.tables import contest, judge, recusal


def judges_it(row: FromClause, member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a member judges the contest of an entry or a mark."""
    its = judge.alias()
    found = select(its.c.member).where(
        its.c.community_id == row.c.community_id, its.c.contest == row.c.contest, its.c.member == member
    )
    return exists(found.correlate_except(its))


def contest_is(row: FromClause, *conditions: Any) -> ColumnElement[bool]:
    """Whether the contest of an entry or a mark fulfils what is said of its columns."""
    its = contest.alias()
    wanted = [condition(its) for condition in conditions]
    found = select(its.c.id).where(
        its.c.community_id == row.c.community_id, its.c.id == row.c.contest, *wanted
    )
    return exists(found.correlate_except(its))


def runs_it(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Whether the reader runs the contest."""
    return contest_is(row, lambda its: or_(its.c.organiser == reader.member, reader.may(MANAGE)))


@contest_feature.hides(ContestEntry)
def not_for_the_reader(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """One's own entries are there always; those of others by the state of the contest, and what one does in it.

    A judge has no other way to an entry than that of judges, whatever their role: an entry of a conflict of interest is
    not there for them until the result is published.
    """
    its = recusal.alias()
    recused = exists(
        select(its.c.entry)
        .where(
            its.c.community_id == row.c.community_id, its.c.entry == row.c.id, its.c.judge == reader.member
        )
        .correlate_except(its)
    )
    judging = judges_it(row, reader.member)
    for_judges = and_(judging, contest_is(row, lambda its: its.c.state.in_(SHOWN_TO_JUDGES)), not_(recused))
    published = contest_is(row, lambda its: its.c.state == ContestState.PUBLISHED)
    runs = and_(not_(judging), runs_it(row, reader))
    for_all = and_(published, or_(row.c.calibration.is_(False), judging))
    return not_(or_(row.c.author == reader.member, for_judges, runs, for_all))
