"""How answer times are read."""

from datetime import timedelta
from typing import Any

from commkit import Context
from commkit.storage import EARLIEST
from commkit_qa.policy import answer_kinds, question_kinds
from commkit_qa.timing import statements as sql
from commkit_qa.timing.feature import TimingSettings, timing_feature
from commkit_qa.timing.messages import ReadAnswerTimes
from commkit_qa.timing.records import AnswerProofs, AnswerTime, AnswerTimes


@timing_feature.handles(ReadAnswerTimes)
def read_answer_times(context: Context, query: ReadAnswerTimes) -> AnswerTimes:
    """Count what was asked, and read the times in the middle of each sort, in a statement for each."""
    type, settings = context.community_type, context.settings(TimingSettings)
    values = {"since": query.since or EARLIEST, "kinds": list(question_kinds(type))}
    ((asked,),) = context.rows(sql.ASKED, **values)
    rows = context.rows(
        sql.USEFUL_TIMES,
        awaited=list(answer_kinds(type)),
        reactions=list(settings.confirming_reactions),
        window=settings.asked_again_within,
        now=context.now,
        **values,
    )
    return AnswerTimes(
        asked=asked,
        first_reply=_answer_time(context.rows(sql.FIRST_REPLIES, **values), sql.FIRST_REPLY),
        all=_answer_time(rows, sql.ALL),
        peer=_answer_time(rows, sql.PEER),
        staff=_answer_time(rows, sql.STAFF),
        agent=_answer_time(rows, sql.AGENT),
        unknown=_answer_time(rows, sql.UNKNOWN),
        proofs=AnswerProofs(
            accepted=_answer_time(rows, sql.ACCEPTED).questions,
            confirmed=_answer_time(rows, sql.CONFIRMED).questions,
            not_asked_again=_answer_time(rows, sql.NOT_ASKED_AGAIN).questions,
        ),
    )


def _answer_time(rows: list[tuple[Any, ...]], sort: str) -> AnswerTime:
    """The median of one sort, from the rows in its middle."""
    found = [row for row in rows if row[0] == sort]
    times = [answered_at - asked_at for _, _, asked_at, answered_at in found]
    return AnswerTime(
        questions=found[0][1] if found else 0,
        median=sum(times, timedelta()) / len(times) if times else None,
    )
