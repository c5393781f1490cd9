"""How question hours are read."""

from commkit import Context
from commkit.posts import Post, PostId
from commkit_ama.feature import hour_feature
from commkit_ama.guests import statements as guest_sql
from commkit_ama.hours import statements as sql
from commkit_ama.hours.messages import ReadQuestionHour
from commkit_ama.hours.policy import phase_of
from commkit_ama.hours.records import QuestionHour
from commkit_ama.policy import check_hour
from commkit_ama.questions import statements as question_sql


@hour_feature.handles(ReadQuestionHour)
def read_question_hour(context: Context, query: ReadQuestionHour) -> QuestionHour:
    """Load the thread, then its times, guests and counts."""
    thread = context.get(Post, query.thread)
    check_hour(thread)
    return hour_of(context, thread.id)


def hour_of(context: Context, thread: PostId) -> QuestionHour:
    """A question hour as the reader sees it; three statements."""
    times = context.one(sql.TIMES, thread=thread)
    ((questions, answered),) = context.rows(question_sql.COUNTS, thread=thread)
    return QuestionHour(
        thread,
        times.opens_at if times is not None else None,
        times.closes_at if times is not None else None,
        times.ends_at if times is not None else None,
        phase=phase_of(times, context.now),
        guests=tuple(member for (member,) in context.rows(guest_sql.GUESTS, thread=thread)),
        questions=questions,
        answered=answered,
    )
