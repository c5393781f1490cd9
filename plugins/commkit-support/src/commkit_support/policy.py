"""What all rooms of the plugin share: its roles, the states of a question, and the rules about questions."""

from collections.abc import Iterable

from commkit import CommunityType, Conflict, FieldError, Invalid, PostKind
from commkit.posts import Post

MEMBER, STEWARD = "member", "steward"
AGENT = "agent"
"""A role of support communities: staff that answers and manages questions, but not members."""
SYSTEM_ROLE = "system"
"""The role of `SYSTEM`, which no membership can have: for what only schedulers and workers do."""

MIGRATIONS = "commkit_support.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""

OPEN, WAITING, SOLVED, CLOSED = "open", "waiting", "solved", "closed"
"""The states of a question. It is `solved` exactly while an accepted answer stands."""


def question_kind(type: CommunityType, name: str) -> PostKind | None:
    """The post kind of that name if its posts are questions: they open a thread and await an answer.

    Args:
        type: The community's type.
        name: The kind of a post.
    """
    kind = type.kind(name)
    return kind if kind is not None and kind.opens and kind.awaits else None


def require_question(type: CommunityType, post: Post) -> PostKind:
    """The kind of a question that is not removed.

    Raises:
        Invalid: The post is not a question.
        Conflict: It was removed.
    """
    kind = question_kind(type, post.kind)
    if kind is None or not post.opens:
        raise Invalid.field("question", "no_question", "name a post that asks for an answer")
    if post.removed_at is not None:
        raise Conflict("support.removed", "this question was removed; restore it first")
    return kind


def check_not_settled(question: Post) -> None:
    """Check that a question is open or waiting.

    Raises:
        Conflict: It is solved or closed.
    """
    if question.state in (SOLVED, CLOSED):
        raise Conflict(
            "support.already_settled",
            f"this question is {question.state}; reopen it first",
            state=question.state,
        )


def is_open_question(type: CommunityType, post: Post) -> bool:
    """Whether a post is a question that is neither settled nor removed."""
    return is_question(type, post) and post.state not in (SOLVED, CLOSED)


def is_question(type: CommunityType, post: Post) -> bool:
    """Whether a post is a question that is not removed."""
    return post.opens and question_kind(type, post.kind) is not None and post.removed_at is None


def raise_if_invalid(faults: Iterable[tuple[str, str, str]]) -> None:
    """Raise all faults of a settings record at once.

    Args:
        faults: `(path, code, message)` of each.

    Raises:
        Invalid: There is at least one (`support.bad_settings`).
    """
    errors = [FieldError(*fault) for fault in faults]
    if errors:
        raise Invalid(errors, code="support.bad_settings")
