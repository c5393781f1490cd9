"""Why somebody may or may not answer a question."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit.posts import Post
from commkit_ama.feature import ANSWER, ANSWER_ALL, hour_feature
from commkit_ama.guests.handlers import is_guest
from commkit_ama.hours import statements as hour_sql
from commkit_ama.hours.policy import phase_of
from commkit_ama.hours.records import QuestionHourPhase
from commkit_ama.policy import GUEST_QUESTION


@hour_feature.explains(ANSWER)
def explain_answering(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the gates of answers."""
    question = request.object
    if not isinstance(question, Post) or question.kind != GUEST_QUESTION.name:
        return
    answers = context.can(ANSWER_ALL) or is_guest(context, question)
    yield TraceStep("a guest of the hour", answers, "" if answers else "they were not named as a guest")
    ended = (
        phase_of(context.one(hour_sql.TIMES, thread=question.thread), context.now) is QuestionHourPhase.ENDED
    )
    yield TraceStep("the hour goes on", not ended, "it is over" if ended else "")
