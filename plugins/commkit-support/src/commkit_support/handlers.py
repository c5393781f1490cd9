"""How questions are solved, reopened, closed and put on hold."""

from commkit import Conflict, Deny, NotFound, Session
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
def check_question_length(session: Session, command: CreateThread) -> Deny | None:
    """A question says what it is about and what happens."""
    if question_kind(session.community_type, command.kind) is None:
        return None
    settings = session.settings(QaSettings)
    if _visible(command.title) < settings.min_title or _visible(command.body) < settings.min_body:
        return Deny(
            "support.too_short",
            f"tell more: a title of at least {settings.min_title} visible characters and a text of at least "
            f"{settings.min_body} let others answer",
        )
    return None


@qa.gates(CreateThread)
def check_announcement_author(session: Session, command: CreateThread) -> Deny | None:
    """What looks like the company's word is."""
    mine = session.membership
    if command.kind != ANNOUNCEMENT or mine is None or mine.staff:
        return None
    return Deny("support.staff_only", "only staff makes announcements; ask a question instead")


@qa.gates(UpdatePostState)
def check_close_reason(session: Session, command: UpdatePostState) -> Deny | None:
    """A question that nobody answered is closed with a reason, or not at all."""
    if command.state != CLOSED:
        return None
    try:
        question = session.get(Post, command.post)
    except NotFound:
        return None  # the handler tells it
    if question_kind(session.community_type, question.kind) is None or question.answer_count:
        return None
    return Deny(
        "support.close_with_reason",
        "nobody has answered this; close it with CloseQuestion and a written reason",
    )


@qa.handles(AcceptAnswer)
def accept_answer(session: Session, command: AcceptAnswer) -> Post:
    """`set_accepted_answer` decides when two accept at once, or the answer goes meanwhile."""
    question = session.get(Post, command.question, need="support.accept")
    kind = require_question(session.community_type, question)
    answer = session.get(Post, command.answer)
    check_answer(kind, question, answer)
    if question.answer == answer.id:
        return question
    if question.answer is not None:
        raise Conflict(
            "support.already_solved",
            "another answer is accepted; reopen the question first",
            answer=question.answer,
        )
    solved = set_accepted_answer(session, question, answer.id, state=kind.solved or SOLVED)
    session.emit(
        QuestionSolved(question=question.id, answer=answer.id, asker=question.author, answerer=answer.author)
    )
    return solved


@qa.handles(ReopenQuestion)
def reopen_question(session: Session, command: ReopenQuestion) -> Post:
    """Back to open, with no answer accepted; a reason is told as a comment."""
    question = session.get(Post, command.question, need="support.reopen")
    require_question(session.community_type, question)
    if question.state not in (SOLVED, CLOSED):
        raise Conflict(
            "support.not_settled", f"this question is {question.state}; there is nothing to reopen"
        )
    reopened = _reopen(session, question)
    if command.reason.strip():
        session.do(CreateReply(question.id, command.reason, kind=COMMENT))
    return reopened


@qa.handles(CloseQuestion)
def close_question(session: Session, command: CloseQuestion) -> Post:
    """Closed first, so that the comment of an asker does not count as their answer to us."""
    question = session.get(Post, command.question, need="support.close")
    require_question(session.community_type, question)
    check_not_settled(question)
    closed = set_accepted_answer(session, question, None, state=CLOSED)
    comment = session.do(CreateReply(question.id, command.reason, kind=COMMENT))
    session.emit(QuestionClosed(question=question.id, comment=comment.id))
    return closed


@qa.handles(RequestInformation)
def request_information(session: Session, command: RequestInformation) -> Post:
    """Ask in a comment, then wait."""
    question = session.get(Post, command.question, need="support.request_information")
    require_question(session.community_type, question)
    check_not_settled(question)
    session.do(CreateReply(question.id, command.body, kind=COMMENT))
    if question.state == WAITING:
        return session.get(Post, question.id)
    return session.do(UpdatePostState(question.id, WAITING))


@qa.reacts_to(PostCreated)
def reopen_on_asker_reply(session: Session, fact: PostCreated) -> None:
    """What waited for its asker waits no longer."""
    if fact.parent is None or fact.actor is None:
        return
    question = session.get(Post, fact.thread)
    if question.state == WAITING and question.author == fact.actor:
        set_accepted_answer(session, question, question.answer, state=OPEN)


@qa.reacts_to(PostRemoved)
def reopen_on_answer_removed(session: Session, fact: PostRemoved) -> None:
    """A question whose accepted answer was taken down is open again."""
    if fact.post == fact.thread:
        return
    question = session.get(Post, fact.thread)
    if question.answer == fact.post:
        _reopen(session, question)


def _reopen(session: Session, question: Post) -> Post:
    answer: PostId | None = question.answer
    reopened = set_accepted_answer(session, question, None, state=OPEN)
    session.emit(QuestionReopened(question=question.id, answer=answer))
    return reopened


def _visible(text: str) -> int:
    return sum(not character.isspace() for character in text)
