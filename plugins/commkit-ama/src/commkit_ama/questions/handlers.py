"""How questions get their answers."""

from commkit import Context
from commkit.posts import CreateReply, Post
from commkit_ama.feature import hour_feature
from commkit_ama.policy import GUEST_ANSWER, check_question
from commkit_ama.questions.messages import AnswerAsGuest


@hour_feature.handles(AnswerAsGuest)
def answer_as_guest(context: Context, command: AnswerAsGuest) -> Post:
    """Reply to the question; the reply passes all gates of replies."""
    check_question(context.get(Post, command.question))
    return context.do(CreateReply(command.question, command.body, kind=GUEST_ANSWER.name))
