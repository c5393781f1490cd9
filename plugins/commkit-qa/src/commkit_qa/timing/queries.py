"""How answer times are read."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from commkit import Context
from commkit.statistics import EventRun, median_place, share_of
from commkit.storage import EARLIEST, Statement
from commkit_qa.policy import question_kinds
from commkit_qa.statements import reply_values
from commkit_qa.timing import statements as sql
from commkit_qa.timing.feature import TimingSettings, timing_feature
from commkit_qa.timing.messages import ReadAnswerTimes
from commkit_qa.timing.records import AnswerProofs, AnswerTime, AnswerTimes, KaplanMeierMedian


@timing_feature.handles(ReadAnswerTimes)
def read_answer_times(context: Context, query: ReadAnswerTimes) -> AnswerTimes:
    """Count what was asked and what waits, and read the times at the percentiles of each sort: seven statements."""
    settings = context.settings(TimingSettings)
    values = {
        "since": query.since or EARLIEST,
        "kinds": list(question_kinds(context.community_type)),
        **reply_values(context),
    }
    useful = {
        "reactions": list(settings.confirming_reactions),
        "window": settings.asked_again_within,
        "now": context.now,
        **values,
    }
    ((asked,),) = context.rows(sql.ASKED, **values)
    replies = _kaplan_meier(context, sql.REPLY_RUNS, sql.REPLY_AT_PLACE, {"now": context.now, **values})
    answers = _kaplan_meier(context, sql.ANSWER_RUNS, sql.ANSWER_AT_PLACE, useful)
    rows = context.rows(sql.USEFUL_TIMES, **useful)
    return AnswerTimes(
        asked=asked,
        first_reply=_answer_time(context.rows(sql.FIRST_REPLIES, **values), sql.FIRST_REPLY),
        waiting_for_reply=share_of(replies.waiting, asked),
        waiting_for_answer=share_of(answers.waiting, asked),
        first_reply_with_waiting=replies,
        useful_answer_with_waiting=answers,
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


def _kaplan_meier(
    context: Context, runs: Statement[Any], at_place: Statement[Any], values: Mapping[str, Any]
) -> KaplanMeierMedian:
    """The median with those who wait: the runs tell at which place it is, and a second statement what stands there."""
    rows = context.rows(runs, **values)
    if not rows:
        return KaplanMeierMedian(0, 0, None)
    size, waiting = rows[0][0], int(rows[0][1])
    found = [EventRun(first, answered) for _, _, first, answered in rows if answered]
    place = median_place(size, found)
    if place is None:
        return KaplanMeierMedian(size - waiting, waiting, None)
    ((asked_at, end),) = context.rows(at_place, place=place, **values)
    return KaplanMeierMedian(size - waiting, waiting, end - asked_at)
