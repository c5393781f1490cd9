"""How questions are solved, reopened, closed and put on hold."""

from commkit import Conflict, Context, Deny, NotFound
from commkit.posts import (
    CreateReply,
    CreateThread,
    Post,
    PostCreated,
    PostId,
    PostRemoved,
    UpdatePostState,
    set_accepted_answer,
)
from commkit_support.feature import QaSettings, qa
from commkit_support.messages import (
    AcceptAnswer,
    CloseQuestion,
    QuestionClosed,
    QuestionReopened,
    QuestionSolved,
    ReopenQuestion,
    RequestInformation,
)
from commkit_support.policy import (
    CLOSED,
    OPEN,
    SOLVED,
    WAITING,
    check_answer,
    check_not_settled,
    question_kind,
    require_question,
)

COMMENT = "comment"
ANNOUNCEMENT = "announcement"


@qa.gates(CreateThread)
def check_question_length(context: Context, command: CreateThread) -> Deny | None:
    """A question says what it is about and what happens."""
    if question_kind(context.community_type, command.kind) is None:
        return None
    settings = context.settings(QaSettings)
    if _visible(command.title) < settings.min_title or _visible(command.body) < settings.min_body:
        return Deny(
            "support.too_short",
            f"tell more: a title of at least {settings.min_title} visible characters and a text of at least "
            f"{settings.min_body} let others answer",
        )
    return None


@qa.gates(CreateThread)
def check_announcement_author(context: Context, command: CreateThread) -> Deny | None:
    """What looks like the company's word is."""
    mine = context.membership
    if command.kind != ANNOUNCEMENT or mine is None or mine.staff:
        return None
    return Deny("support.staff_only", "only staff makes announcements; ask a question instead")


@qa.gates(UpdatePostState)
def check_close_reason(context: Context, command: UpdatePostState) -> Deny | None:
    """A question that nobody answered is closed with a reason, or not at all."""
    if command.state != CLOSED:
        return None
    try:
        question = context.get(Post, command.post)
    except NotFound:
        return None  # the handler tells it
    if question_kind(context.community_type, question.kind) is None or question.answer_count:
        return None
    return Deny(
        "support.close_with_reason",
        "nobody has answered this; close it with CloseQuestion and a written reason",
    )


@qa.handles(AcceptAnswer)
def accept_answer(context: Context, command: AcceptAnswer) -> Post:
    """`set_accepted_answer` decides when two accept at once, or the answer goes meanwhile."""
    question = context.get(Post, command.question, need="support.accept")
    kind = require_question(context.community_type, question)
    answer = context.get(Post, command.answer)
    check_answer(kind, question, answer)
    if question.answer == answer.id:
        return question
    if question.answer is not None:
        raise Conflict(
            "support.already_solved",
            "another answer is accepted; reopen the question first",
            answer=question.answer,
        )
    solved = set_accepted_answer(context, question, answer.id, state=kind.solved or SOLVED)
    context.emit(
        QuestionSolved(question=question.id, answer=answer.id, asker=question.author, answerer=answer.author)
    )
    return solved


@qa.handles(ReopenQuestion)
def reopen_question(context: Context, command: ReopenQuestion) -> Post:
    """Back to open, with no answer accepted; a reason is told as a comment."""
    question = context.get(Post, command.question, need="support.reopen")
    require_question(context.community_type, question)
    if question.state not in (SOLVED, CLOSED):
        raise Conflict(
            "support.not_settled", f"this question is {question.state}; there is nothing to reopen"
        )
    reopened = _reopen(context, question)
    if command.reason.strip():
        context.do(CreateReply(question.id, command.reason, kind=COMMENT))
    return reopened


@qa.handles(CloseQuestion)
def close_question(context: Context, command: CloseQuestion) -> Post:
    """Closed first, so that the comment of an asker does not count as their answer to us."""
    question = context.get(Post, command.question, need="support.close")
    require_question(context.community_type, question)
    check_not_settled(question)
    closed = set_accepted_answer(context, question, None, state=CLOSED)
    comment = context.do(CreateReply(question.id, command.reason, kind=COMMENT))
    context.emit(QuestionClosed(question=question.id, comment=comment.id))
    return closed


@qa.handles(RequestInformation)
def request_information(context: Context, command: RequestInformation) -> Post:
    """Ask in a comment, then wait."""
    question = context.get(Post, command.question, need="support.request_information")
    require_question(context.community_type, question)
    check_not_settled(question)
    context.do(CreateReply(question.id, command.body, kind=COMMENT))
    if question.state == WAITING:
        return context.get(Post, question.id)
    return context.do(UpdatePostState(question.id, WAITING))


@qa.reacts_to(PostCreated)
def reopen_on_asker_reply(context: Context, fact: PostCreated) -> None:
    """What waited for its asker waits no longer."""
    if fact.parent is None or fact.actor is None:
        return
    question = context.get(Post, fact.thread)
    if question.state == WAITING and question.author == fact.actor:
        set_accepted_answer(context, question, question.answer, state=OPEN)


@qa.reacts_to(PostRemoved)
def reopen_on_answer_removed(context: Context, fact: PostRemoved) -> None:
    """A question whose accepted answer was taken down is open again."""
    if fact.post == fact.thread:
        return
    question = context.get(Post, fact.thread)
    if question.answer == fact.post:
        _reopen(context, question)


def _reopen(context: Context, question: Post) -> Post:
    answer: PostId | None = question.answer
    reopened = set_accepted_answer(context, question, None, state=OPEN)
    context.emit(QuestionReopened(question=question.id, answer=answer))
    return reopened


def _visible(text: str) -> int:
    return sum(not character.isspace() for character in text)
