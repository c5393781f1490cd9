"""How rounds of questions get their times, and questions their answers."""

from commkit import Context, Invalid
from commkit.posts import CreateReply, Post
from commkit_media.policy import EXPERT_ANSWER, QUESTION_ROUND, READER_QUESTION, check_kind
from commkit_media.questions import statements as sql
from commkit_media.questions.facts import QuestionTimesSet
from commkit_media.questions.feature import question_feature
from commkit_media.questions.messages import AnswerAsExpert, SetQuestionTimes
from commkit_media.questions.queries import round_of
from commkit_media.questions.records import QuestionRound, QuestionTimes


@question_feature.handles(SetQuestionTimes)
def set_question_times(context: Context, command: SetQuestionTimes) -> QuestionRound:
    """Store them."""
    thread = context.get(Post, command.thread)
    check_kind(thread, QUESTION_ROUND, field="thread")
    opens, closes = command.opens_at, command.closes_at
    if opens is not None and closes is not None and closes <= opens:
        raise Invalid.field("closes_at", "too_early", "let it close after it opens")
    context.run(sql.SET_TIMES, QuestionTimes(thread.id, opens, closes))
    context.emit(QuestionTimesSet(thread=thread.id, opens_at=opens, closes_at=closes))
    return round_of(context, thread.id)


@question_feature.handles(AnswerAsExpert)
def answer_as_expert(context: Context, command: AnswerAsExpert) -> Post:
    """Reply to the question; the reply passes all gates of replies."""
    check_kind(context.get(Post, command.question), READER_QUESTION, field="question")
    return context.do(CreateReply(command.question, command.body, kind=EXPERT_ANSWER.name))
