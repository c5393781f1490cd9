"""How answer times are read."""

from datetime import timedelta
from typing import Any

from commkit import Context
from commkit.statistics import share_of
from commkit.storage import EARLIEST
from commkit_qa.policy import answer_kinds, question_kinds
from commkit_qa.timing import statements as sql
from commkit_qa.timing.feature import TimingSettings, timing_feature
from commkit_qa.timing.messages import ReadAnswerTimes
from commkit_qa.timing.records import AnswerProofs, AnswerTime, AnswerTimes


@timing_feature.handles(ReadAnswerTimes)
def read_answer_times(context: Context, query: ReadAnswerTimes) -> AnswerTimes:
    """Count what was asked and what waits, and read the times at the percentiles of each sort: five statements."""
    type, settings = context.community_type, context.settings(TimingSettings)
    values = {"since": query.since or EARLIEST, "kinds": list(question_kinds(type))}
    useful = {
        "awaited": list(answer_kinds(type)),
        "reactions": list(settings.confirming_reactions),
        "window": settings.asked_again_within,
        "now": context.now,
        **values,
    }
    ((asked,),) = context.rows(sql.ASKED, **values)
    ((no_reply,),) = context.rows(sql.WAITING_FOR_REPLY, **values)
    ((no_answer,),) = context.rows(sql.WAITING_FOR_ANSWER, **useful)
    rows = context.rows(sql.USEFUL_TIMES, **useful)
    return AnswerTimes(
        asked=asked,
        first_reply=_answer_time(context.rows(sql.FIRST_REPLIES, **values), sql.FIRST_REPLY),
        waiting_for_reply=share_of(no_reply, asked),
        waiting_for_answer=share_of(no_answer, asked),
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
    """The percentiles of one sort, from the rows at their places."""
    found = [
        (size, place, answered_at - asked_at)
        for its, size, place, asked_at, answered_at in rows
        if its == sort
    ]
    size = found[0][0] if found else 0
    middle = [time for _, place, time in found if size <= 2 * place <= size + 2]
    ninetieth = [time for _, place, time in found if 9 * size <= 10 * place < 9 * size + 10]
    return AnswerTime(
        questions=size,
        median=sum(middle, timedelta()) / len(middle) if middle else None,
        p90=ninetieth[0] if ninetieth else None,
    )
