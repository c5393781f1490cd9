"""Who answers, and when questions are taken."""

from commkit import Context, Deny
from commkit.posts import CreateReply, Post
from commkit_media.policy import EXPERT_ANSWER, QUESTION_ROUND, READER_QUESTION
from commkit_media.questions import statements as sql
from commkit_media.questions.feature import ANSWER_QUESTIONS, question_feature
from commkit_media.questions.policy import is_collecting


@question_feature.gates(CreateReply)
def check_expert(context: Context, command: CreateReply) -> Deny | None:
    """Answers are by experts; others comment."""
    if command.kind != EXPERT_ANSWER.name or context.can(ANSWER_QUESTIONS):
        return None
    return Deny("media.not_an_expert", "experts answer here; write a comment instead")


@question_feature.gates(CreateReply)
def check_collecting(context: Context, command: CreateReply) -> Deny | None:
    """Questions are taken while they are collected."""
    if command.kind not in (None, READER_QUESTION.name):
        return None
    parent = context.get(Post, command.parent)
    if command.kind is None and parent.kind != QUESTION_ROUND.name:
        return None
    if is_collecting(context.one(sql.TIMES, thread=parent.thread), context.now):
        return None
    return Deny(
        "media.not_collecting", "questions are not collected now; vote for those that are there instead"
    )
