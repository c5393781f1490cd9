"""The rules of reviews; no database."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from attrs import frozen

from commkit import CommunityType, Conflict, Invalid
from commkit_developer.reviews.messages import DecideReview
from commkit_developer.reviews.records import PostReview, PostReviewState, PostVerdict, ReviewQueue
from commkit_qa import question_kinds

VERDICTS: Mapping[ReviewQueue, tuple[PostVerdict, PostVerdict]] = {
    ReviewQueue.FIRST_POSTS: (PostVerdict.FINE, PostVerdict.ACTED),
    ReviewQueue.LATE_ANSWERS: (PostVerdict.FINE, PostVerdict.ACTED),
    ReviewQueue.CLOSE_VOTES: (PostVerdict.LEAVE_OPEN, PostVerdict.CLOSE),
    ReviewQueue.REOPEN_VOTES: (PostVerdict.LEAVE_CLOSED, PostVerdict.REOPEN),
}
"""The verdicts of each queue."""
VOTE_QUEUES = (ReviewQueue.CLOSE_VOTES, ReviewQueue.REOPEN_VOTES)
"""The queues of questions that somebody votes about."""
POST_QUEUES = (ReviewQueue.FIRST_POSTS, ReviewQueue.LATE_ANSWERS)
"""The queues of posts, which are reviewed once."""
VOTING = (PostVerdict.CLOSE, PostVerdict.REOPEN)
"""The verdicts that are votes."""
FAILURES_COUNT_FOR = timedelta(days=30)
"""For how long a failed audit counts."""


@frozen
class Agreement:
    """What was said of an item.

    Attributes:
        counts: How many reviewers gave each verdict.
        oldest_version: The oldest version of the post that one of them was given.
    """

    counts: Mapping[PostVerdict, int]
    oldest_version: int


def reviewed_kinds(type: CommunityType) -> tuple[str, ...]:
    """The kinds of posts whose first one by a member is reviewed: questions, and replies to them.

    Args:
        type: The community's type.
    """
    questions = question_kinds(type)
    replies = (reply for kind in type.post_kinds if kind.name in questions for reply in kind.replies)
    return tuple(dict.fromkeys((*questions, *replies)))


def draws_audit(draw: UUID, percent: int) -> bool:
    """Whether a reviewer is given an audit.

    It is decided by the hash of an id that is made for this alone, and neither kept nor shown: whoever knew the id of
    the review could compute it otherwise.

    Args:
        draw: The id.
        percent: How many of 100 are audits.
    """
    return int.from_bytes(sha256(draw.bytes).digest()[:8]) % 100 < percent


def check_verdict(queue: ReviewQueue, command: DecideReview) -> None:
    """Check that a verdict is one of its queue, and comes with a reason just where it is a vote to close.

    Args:
        queue: The queue.
        command: The command.

    Raises:
        Invalid: It is not, or does not.
    """
    if command.verdict not in VERDICTS[queue]:
        raise Invalid.field("verdict", "not_of_this_queue", f"choose one of: {', '.join(VERDICTS[queue])}")
    if command.verdict is PostVerdict.CLOSE:
        if not command.reason:
            raise Invalid.field("reason", "missing", "give a reason; ListCloseReasons has them")
        return
    for name in ("reason", "original"):
        if getattr(command, name):
            raise Invalid.field(name, "not_asked_for", "leave it out: it is for votes to close")


def check_claimed(review: PostReview, now: datetime) -> None:
    """Check that a reviewer has what they decide about.

    Args:
        review: The review.
        now: The moment.

    Raises:
        Conflict: It is over.
    """
    if review.state is PostReviewState.DECIDED:
        raise Conflict("developer.review_decided", "you decided about this already; claim another review")
    if review.state is PostReviewState.WITHDRAWN:
        raise withdrawn()
    if review.state is not PostReviewState.CLAIMED or review.expires_at <= now:
        raise claim_ended()


def claim_ended() -> Conflict:
    """The error of who decides too late."""
    return Conflict("developer.claim_ended", "your claim is over; claim a review again")


def withdrawn() -> Conflict:
    """The error of who decides about what needs no review any more."""
    return Conflict("developer.review_withdrawn", "nothing is left to review here; claim another review")


def ends_item(said: Agreement, verdict: PostVerdict, *, needed: int, alone: bool, voted: bool) -> bool:
    """Whether a verdict is the last one that an item needs.

    Args:
        said: All verdicts, this one among them.
        verdict: The verdict.
        needed: How many are needed.
        alone: Whether whoever gave it decides alone.
        voted: Whether it was a vote with which the question changed its state.
    """
    if verdict in VOTING:
        return voted
    return alone or sum(count for each, count in said.counts.items() if each not in VOTING) >= needed


def agreed(said: Agreement, *, version: int, alone: bool) -> PostVerdict | None:
    """The verdict on which all agreed: two reviewers at least, or one who decides alone; None where they did not.

    Args:
        said: All verdicts.
        version: The version of the post now; what was said of an older one is not said of it.
        alone: Whether the last of them decides alone.
    """
    if len(said.counts) != 1 or said.oldest_version != version:
        return None
    ((verdict, count),) = said.counts.items()
    return verdict if count > 1 or alone else None
