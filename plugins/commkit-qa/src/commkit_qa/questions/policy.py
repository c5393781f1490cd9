"""The rules of accepting an answer and of writing a question; no database."""

from commkit import Conflict, Invalid, PostKind
from commkit.posts import Post


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
        raise Conflict("qa.removed", "this answer was removed; restore it first")


def visible_length(text: str) -> int:
    """How many characters of a text are not white space."""
    return sum(not character.isspace() for character in text)
