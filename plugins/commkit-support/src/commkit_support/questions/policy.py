"""The rules of accepting an answer and of writing a question, and which commands questions are offered; no database."""

from commkit import Conflict, Context, Invalid, PostKind
from commkit.posts import Post
from commkit_support.policy import CLOSED, SOLVED, is_open_question, is_question
from commkit_support.questions.feature import question_feature
from commkit_support.questions.messages import (
    AcceptAnswer,
    CloseQuestion,
    ReopenQuestion,
    RequestInformation,
)


def check_answer(kind: PostKind, question: Post, answer: Post) -> None:
    """Check that a reply can be accepted as the answer to a question.

    Args:
        kind: The kind of the question.
        question: The question.
        answer: The reply.

    Raises:
        Invalid: It is not an answer to this question.
        Conflict: It was removed.
    """
    if answer.parent != question.id or answer.kind != kind.awaits:
        raise Invalid.field("answer", "no_answer", f"name a post of kind {kind.awaits!r} below this question")
    if answer.removed_at is not None:
        raise Conflict("support.removed", "this answer was removed; restore it first")


def visible_length(text: str) -> int:
    """How many characters of a text are not white space."""
    return sum(not character.isspace() for character in text)


@question_feature.offers(AcceptAnswer, about=Post)
def takes_answers(context: Context, post: Post) -> bool:
    """Only questions have answers."""
    return is_question(context.community_type, post)


@question_feature.offers(ReopenQuestion, about=Post)
def is_settled(context: Context, post: Post) -> bool:
    """Only what is solved or closed is opened again."""
    return is_question(context.community_type, post) and post.state in (SOLVED, CLOSED)


@question_feature.offers(CloseQuestion, RequestInformation, about=Post)
def is_not_settled(context: Context, post: Post) -> bool:
    """What is settled is reopened first."""
    return is_open_question(context.community_type, post)
