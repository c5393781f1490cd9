"""The rules of closing; no database."""

from collections import Counter
from collections.abc import Iterable, Sequence

from commkit import Conflict, Invalid
from commkit.posts import Post, PostId
from commkit_developer.closing.records import CloseReason, ClosingVote, ReasonCount
from commkit_qa import CLOSED


def require_reason(reasons: Iterable[CloseReason], name: str) -> CloseReason:
    """The declared reason of a name.

    Args:
        reasons: The declared reasons.
        name: The name that a vote gives.

    Raises:
        Invalid: There is none.
    """
    known = {reason.name: reason for reason in reasons}
    if name not in known:
        raise Invalid.field("reason", "unknown_reason", f"choose one of: {', '.join(known)}")
    return known[name]


def check_original(reason: CloseReason, question: PostId, original: Post | None, *, asks: bool) -> None:
    """Check that a vote names the question that is repeated just where its reason asks for it.

    Args:
        reason: The reason.
        question: The question that is voted about.
        original: The other question, where one is named.
        asks: Whether that one is a question that is not removed.

    Raises:
        Invalid: It does not fit.
    """
    if original is None:
        if reason.needs_original:
            raise Invalid.field("original", "missing", "name the question that this one repeats")
        return
    if not reason.needs_original:
        raise Invalid.field("original", "not_asked_for", f"leave it out: {reason.name} asks for no other one")
    if original.id == question or not asks:
        raise Invalid.field("original", "no_question", "name another question that is not removed")


def check_closed(question: Post) -> None:
    """Check that a question is closed.

    Raises:
        Conflict: It is not.
    """
    if question.state != CLOSED:
        raise Conflict(
            "developer.not_closed", f"this question is {question.state}; only closed ones are opened by votes"
        )


def check_unlocked(question: Post) -> None:
    """Check that the comment with the reason can be published.

    Raises:
        Conflict: The thread is locked.
    """
    if question.locked_at is not None:
        raise Conflict("developer.locked", "this thread is locked; unlock it first")


def count_reasons(names: Iterable[str]) -> tuple[ReasonCount, ...]:
    """How often each reason was named, the most first, and of as many the one that was named first.

    Args:
        names: The reasons, in the order in which they were named.
    """
    return tuple(ReasonCount(name, count) for name, count in Counter(names).most_common())


def chosen_vote(votes: Sequence[ClosingVote]) -> ClosingVote:
    """The vote whose reason, and whose original, stand for all: those that most votes name.

    Args:
        votes: The votes to close a question, the oldest first; at least one. Of as many for two, the older one counts.
    """
    reason = count_reasons(vote.reason for vote in votes)[0].reason
    same = [vote for vote in votes if vote.reason == reason]
    original = Counter(vote.original for vote in same).most_common(1)[0][0]
    return next(vote for vote in same if vote.original == original)


def closing_comment(reason: CloseReason) -> str:
    """What is published when a question is closed: not which question it repeats, which not all may see.

    Args:
        reason: The reason.
    """
    return f"**{reason.title}.** {reason.guidance}"
