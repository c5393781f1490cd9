"""How replies and removals change the state of a question."""

from commkit import Context, MemberId
from commkit.posts import Post, PostCreated, PostId, PostRemoved, PostRestored, set_accepted_answer
from commkit_qa.policy import OPEN, WAITING
from commkit_qa.questions import statements as sql
from commkit_qa.questions.feature import question_feature
from commkit_qa.questions.handlers import reopen


def is_held(context: Context, reply: PostId) -> bool:
    """Whether a new post is removed already: it is held until a moderator has decided, and nobody sees it."""
    removed = context.one(sql.REMOVED_AT, post=reply)
    return removed is None or removed[0] is not None


@question_feature.reacts_to(PostCreated)
def reopen_on_asker_reply(context: Context, fact: PostCreated) -> None:
    """Open a question that waits for its asker when the asker replies; a reply that is held opens nothing."""
    if fact.parent is not None and fact.actor is not None:
        _reopen_if_waiting(context, fact.thread, fact.post, fact.actor)


@question_feature.reacts_to(PostRestored)
def reopen_on_released_reply(context: Context, fact: PostRestored) -> None:
    """Open a question that waits for its asker when a reply of the asker that was held is shown."""
    if fact.first_shown and fact.post != fact.thread and fact.author is not None:
        _reopen_if_waiting(context, fact.thread, fact.post, fact.author)


def _reopen_if_waiting(context: Context, thread: PostId, reply: PostId, author: MemberId) -> None:
    question = context.get(Post, thread)
    if question.state == WAITING and question.author == author and not is_held(context, reply):
        set_accepted_answer(context, question, question.answer, state=OPEN)


@question_feature.reacts_to(PostRemoved)
def reopen_on_answer_removed(context: Context, fact: PostRemoved) -> None:
    """Open a question again when its accepted answer is removed."""
    if fact.post == fact.thread:
        return
    question = context.get(Post, fact.thread)
    if question.answer == fact.post:
        reopen(context, question)
