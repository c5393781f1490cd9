"""What all rooms of the plugin share: the package of its migrations, roles, post kinds, checks; no database."""

from attrs import evolve

from commkit import Invalid, PostKind
from commkit.posts import Post

VISITOR, MEMBER, STEWARD, SYSTEM_ROLE = "visitor", "member", "steward", "system"
MIGRATIONS = "commkit_ama.migrations"
"""The package of the plugin's Alembic revisions; its feature names it."""

QUESTION_HOUR = PostKind(
    name="question_hour", opens=True, replies=("guest_question",), as_reply="guest_question"
)
"""The kind of a thread in which questions to guests are collected."""
GUEST_QUESTION = PostKind(name="guest_question", replies=("comment", "guest_answer", "guest_question"))
"""The kind of a question to guests. Questions stand below one where an hour was merged into another one."""
GUEST_ANSWER = PostKind(name="guest_answer", replies=("comment",))
"""The kind of a guest's answer."""
HOUR_KINDS = frozenset({QUESTION_HOUR.name, GUEST_QUESTION.name, GUEST_ANSWER.name})
"""The names of the three kinds."""


def hour_kinds(comment: str = "comment", *, staff_only: bool = False) -> tuple[PostKind, PostKind, PostKind]:
    """The kinds of posts of question hours, for a community type.

    Args:
        comment: The name of the type's own kind for comments on questions and answers.
        staff_only: Whether only staff and the host open question hours; else those who manage them do, too.
    """
    return (
        evolve(QUESTION_HOUR, staff_only=staff_only),
        evolve(GUEST_QUESTION, replies=(comment, GUEST_ANSWER.name, GUEST_QUESTION.name)),
        evolve(GUEST_ANSWER, replies=(comment,)),
    )


def check_hour(thread: Post, *, field: str = "thread") -> None:
    """Check that a post opened a question hour.

    Args:
        thread: The post.
        field: The field that names it.

    Raises:
        Invalid: It is of another kind, or was merged into another thread.
    """
    if thread.kind != QUESTION_HOUR.name or not thread.opens:
        raise Invalid.field(field, "other_kind", f"name a post of the kind {QUESTION_HOUR.name}")


def check_question(post: Post, *, field: str = "question") -> None:
    """Check that a post is a question of a question hour.

    Args:
        post: The post.
        field: The field that names it.

    Raises:
        Invalid: It is of another kind.
    """
    if post.kind != GUEST_QUESTION.name:
        raise Invalid.field(field, "other_kind", f"name a post of the kind {GUEST_QUESTION.name}")
