"""How the time to a useful answer is read."""

from datetime import timedelta
from typing import Any

from commkit import Context
from commkit.storage import EARLIEST
from commkit_qa.policy import question_kinds
from commkit_qa.timing import statements as sql
from commkit_qa.timing.feature import timing_feature
from commkit_qa.timing.messages import ReadAnswerTimes
from commkit_qa.timing.records import AnswerTime, AnswerTimes


@timing_feature.handles(ReadAnswerTimes)
def read_answer_times(context: Context, query: ReadAnswerTimes) -> AnswerTimes:
    """Count what was asked in one statement, and read the times in the middle of each sort in another."""
    kinds = question_kinds(context.community_type)
    values = {"since": query.since or EARLIEST, "kinds": list(kinds)}
    ((asked,),) = context.rows(sql.ASKED, **values)
    rows = context.rows(sql.MEDIANS, **values)
    return AnswerTimes(
        asked=asked,
        all=_answer_time(rows, sql.ALL),
        peer=_answer_time(rows, sql.PEER),
        staff=_answer_time(rows, sql.STAFF),
        agent=_answer_time(rows, sql.AGENT),
        unknown=_answer_time(rows, sql.UNKNOWN),
    )


def _answer_time(rows: list[tuple[Any, ...]], who: str) -> AnswerTime:
    """The median of one sort, from the rows in its middle."""
    found = [row for row in rows if row[0] == who]
    times = [answered_at - asked_at for _, _, asked_at, answered_at in found]
    return AnswerTime(
        questions=found[0][1] if found else 0,
        median=sum(times, timedelta()) / len(times) if times else None,
    )
