"""How replies and removals change the state of a question."""

from commkit import Context
from commkit.posts import Post, PostCreated, PostRemoved, set_accepted_answer
from commkit_support.policy import OPEN, WAITING
from commkit_support.questions.feature import question_feature
from commkit_support.questions.handlers import reopen


@question_feature.reacts_to(PostCreated)
def reopen_on_asker_reply(context: Context, fact: PostCreated) -> None:
    """Open a question that waits for its asker when the asker replies."""
    if fact.parent is None or fact.actor is None:
        return
    question = context.get(Post, fact.thread)
    if question.state == WAITING and question.author == fact.actor:
        set_accepted_answer(context, question, question.answer, state=OPEN)


@question_feature.reacts_to(PostRemoved)
def reopen_on_answer_removed(context: Context, fact: PostRemoved) -> None:
    """Open a question again when its accepted answer is removed."""
    if fact.post == fact.thread:
        return
    question = context.get(Post, fact.thread)
    if question.answer == fact.post:
        reopen(context, question)
