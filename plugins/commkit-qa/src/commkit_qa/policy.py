"""What all rooms of the plugin share: post kinds, the states of a question, permissions, and rules about questions."""

from commkit import CommunityType, Conflict, Invalid, PostKind
from commkit.posts import Post

MIGRATIONS = "commkit_qa.migrations"
"""The package of the plugin's Alembic revisions; the feature that brings the tables names it."""

SETTLE_QUESTIONS = frozenset({"qa.accept", "qa.reopen", "qa.close", "qa.request_information"})
"""The permissions of those who settle the questions of others. Stewards have them; a community type grants them to
further roles, such as its staff: `Role(grants=SETTLE_QUESTIONS, staff=True)`."""

OPEN = "open"
"""The state of a question that waits for an answer."""
WAITING = "waiting"
"""The state of a question that waits for its asker."""
SOLVED = "solved"
"""The state of a question exactly while an accepted answer stands."""
CLOSED = "closed"
"""The state of a question that was closed without an accepted answer."""

QUESTION = PostKind(
    name="question",
    opens=True,
    replies=("answer", "comment"),
    awaits="answer",
    states={
        OPEN: (WAITING, CLOSED),
        WAITING: (OPEN, CLOSED),
        SOLVED: (),  # only AcceptAnswer and ReopenQuestion change it: solved exactly while an answer is accepted
        CLOSED: (OPEN,),
    },
    closed={SOLVED, CLOSED},
    solved=SOLVED,
    as_reply="comment",  # a question that is merged into another one is no answer to it
)
"""The post kind that awaits an answer; a type uses it as it is, or evolves it: `evolve(QUESTION, fields=(...))`."""
ANSWER = PostKind(name="answer", replies=("comment",))
"""The post kind of what may be accepted."""
COMMENT = PostKind(name="comment", replies=("comment",))
"""The post kind of everything else that is said below a question."""


def question_kind(type: CommunityType, name: str) -> PostKind | None:
    """The post kind of that name if its posts are questions: they open a thread and await an answer.

    Args:
        type: The community's type.
        name: The kind of a post.
    """
    kind = type.kind(name)
    return kind if kind is not None and kind.opens and kind.awaits else None


def question_kinds(type: CommunityType) -> tuple[str, ...]:
    """The names of the post kinds of a type whose posts are questions.

    Args:
        type: The community's type.
    """
    return tuple(kind.name for kind in type.post_kinds if question_kind(type, kind.name) is not None)


def answer_kinds(type: CommunityType) -> tuple[str, ...]:
    """The names of the post kinds of a type that answer its questions.

    Args:
        type: The community's type.
    """
    return tuple(dict.fromkeys(kind.awaits for kind in type.post_kinds if kind.opens and kind.awaits))


def is_answer_kind(type: CommunityType, name: str) -> bool:
    """Whether posts of a kind answer the questions of a type."""
    return name in answer_kinds(type)


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
        raise Conflict("qa.removed", "this question was removed; restore it first")
    return kind


def comment_kind(kind: PostKind) -> str:
    """The kind of reply that is no answer, in which reasons and requests are published.

    Args:
        kind: The kind of a question.

    Raises:
        Conflict: There is none.
    """
    found = next((name for name in kind.replies if name != kind.awaits), None)
    if found is None:
        raise Conflict(
            "qa.no_comments",
            f"below a {kind.name} there are only answers; give its post kind a reply kind for comments, too",
        )
    return found


def check_not_settled(question: Post) -> None:
    """Check that a question is open or waiting.

    Raises:
        Conflict: It is solved or closed.
    """
    if question.state in (SOLVED, CLOSED):
        raise Conflict(
            "qa.already_settled",
            f"this question is {question.state}; reopen it first",
            state=question.state,
        )


def is_open_question(type: CommunityType, post: Post) -> bool:
    """Whether a post is a question that is neither settled nor removed."""
    return is_question(type, post) and post.state not in (SOLVED, CLOSED)


def is_question(type: CommunityType, post: Post) -> bool:
    """Whether a post is a question that is not removed."""
    return post.opens and question_kind(type, post.kind) is not None and post.removed_at is None
