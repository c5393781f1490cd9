"""Who sees marks."""

from sqlalchemy import ColumnElement, FromClause, and_, not_, or_

from commkit.storage import Reader
from commkit_contests.contests.policy import FINAL_MARKS
from commkit_contests.entries.visibility import contest_is, judges_it, runs_it
from commkit_contests.feature import contest_feature
from commkit_contests.marks.records import ContestMark


@contest_feature.hides(ContestMark)
def of_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Marks are their judge's alone until they are final, whatever anybody's role.

    From then on they are for all judges of the contest, and for who runs it.
    """
    final = and_(
        contest_is(row, lambda its: its.c.state.in_(FINAL_MARKS)),
        or_(judges_it(row, reader.member), runs_it(row, reader)),
    )
    return not_(or_(row.c.judge == reader.member, final))
