"""How questions are solved, reopened, closed and put on hold."""

from commkit import Conflict, Context, PostKind
from commkit.posts import CreateReply, Post, PostId, set_accepted_answer
from commkit_qa.policy import (
    CLOSED,
    OPEN,
    SOLVED,
    WAITING,
    check_not_settled,
    comment_kind,
    require_question,
)
from commkit_qa.questions.facts import QuestionClosed, QuestionReopened, QuestionSolved
from commkit_qa.questions.feature import question_feature
from commkit_qa.questions.messages import (
    AcceptAnswer,
    CloseQuestion,
    ReopenQuestion,
    RequestInformation,
)
from commkit_qa.questions.policy import check_answer


@question_feature.handles(AcceptAnswer)
def accept_answer(context: Context, command: AcceptAnswer) -> Post:
    """Accept it; `set_accepted_answer` decides between two at the same time and notices a removed answer."""
    question = context.get(Post, command.question, need="qa.accept")
    kind = require_question(context.community_type, question)
    answer = context.get(Post, command.answer)
    check_answer(kind, question, answer)
    if question.answer == answer.id:
        return question
    if question.answer is not None:
        raise Conflict(
            "qa.already_solved",
            "another answer is accepted; reopen the question first",
            answer=question.answer,
        )
    solved = set_accepted_answer(context, question, answer.id, state=kind.solved or SOLVED)
    context.emit(
        QuestionSolved(question=question.id, answer=answer.id, asker=question.author, answerer=answer.author)
    )
    return solved


@question_feature.handles(ReopenQuestion)
def reopen_question(context: Context, command: ReopenQuestion) -> Post:
    """Open it again, with no answer accepted, and publish the reason as a comment."""
    question = context.get(Post, command.question, need="qa.reopen")
    kind = require_question(context.community_type, question)
    _check_settled(question)
    reopened = reopen(context, question)
    if command.reason.strip():
        context.do(CreateReply(question.id, command.reason, kind=comment_kind(kind)))
    return reopened


@question_feature.handles(CloseQuestion)
def close_question(context: Context, command: CloseQuestion) -> Post:
    """Close it, then publish the reason: a comment of the asker on a waiting question would open it."""
    question = context.get(Post, command.question, need="qa.close")
    kind = require_question(context.community_type, question)
    check_not_settled(question)
    return _close(context, question, kind, command.reason)


@question_feature.handles(RequestInformation)
def request_information(context: Context, command: RequestInformation) -> Post:
    """Publish the request as a comment, then let the question wait."""
    question = context.get(Post, command.question, need="qa.request_information")
    kind = require_question(context.community_type, question)
    check_not_settled(question)
    context.do(CreateReply(question.id, command.body, kind=comment_kind(kind)))
    asked = context.get(Post, question.id)
    if asked.state == WAITING:
        return asked
    return set_accepted_answer(context, asked, asked.answer, state=WAITING)


def perform_close(context: Context, question: Post, *, reason: str) -> Post:
    """Close a question with a reason that all see; for features whose rules close questions.

    Args:
        context: The context of the command; the caller checked the permission, and that the reason may be shown. The
            comment with the reason is the actor's.
        question: The question as it was read.
        reason: Published as a comment.

    Raises:
        Invalid: It is no question.
        Conflict: It is solved or closed already, or was removed.
    """
    kind = require_question(context.community_type, question)
    check_not_settled(question)
    return _close(context, question, kind, reason)


def _close(context: Context, question: Post, kind: PostKind, reason: str) -> Post:
    closed = set_accepted_answer(context, question, None, state=CLOSED)
    comment = context.do(CreateReply(question.id, reason, kind=comment_kind(kind)))
    context.emit(QuestionClosed(question=question.id, comment=comment.id))
    return closed


def perform_reopen(context: Context, question: Post) -> Post:
    """Open a settled question again, with no answer accepted; for features whose rules reopen questions.

    Args:
        context: The context of the command; the caller checked the permission.
        question: The question as it was read.

    Raises:
        Invalid: It is no question.
        Conflict: It is neither solved nor closed, or was removed.
    """
    require_question(context.community_type, question)
    _check_settled(question)
    return reopen(context, question)


def _check_settled(question: Post) -> None:
    if question.state not in (SOLVED, CLOSED):
        raise Conflict("qa.not_settled", f"this question is {question.state}; there is nothing to reopen")


def reopen(context: Context, question: Post) -> Post:
    """Set a question to open with no answer accepted, and emit `QuestionReopened`."""
    answer: PostId | None = question.answer
    reopened = set_accepted_answer(context, question, None, state=OPEN)
    context.emit(QuestionReopened(question=question.id, answer=answer))
    return reopened
