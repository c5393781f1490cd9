"""New question hours get their row, and those that were merged into another thread are none any more."""

from commkit import Context
from commkit.posts import PostCreated, ThreadsMerged
from commkit_ama.feature import hour_feature
from commkit_ama.guests import statements as guest_sql
from commkit_ama.hours import statements as sql
from commkit_ama.hours.records import QuestionHourPhase, QuestionTimes
from commkit_ama.policy import QUESTION_HOUR


@hour_feature.reacts_to(PostCreated)
def open_hour(context: Context, fact: PostCreated) -> None:
    """Add the row that gates lock."""
    if fact.parent is None and fact.kind == QUESTION_HOUR.name:
        context.run(sql.OPEN, QuestionTimes(fact.post, None, None, None, QuestionHourPhase.COLLECTING, None))


@hour_feature.reacts_to(ThreadsMerged)
def forget_hour(context: Context, fact: ThreadsMerged) -> None:
    """The times and guests of the thread that stays are those of its questions."""
    context.run(sql.FORGET, thread=fact.thread)
    context.run(guest_sql.FORGET, thread=fact.thread)
