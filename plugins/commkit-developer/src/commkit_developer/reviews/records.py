"""What waits for reviewers, what they were given, what they say of it, and how it is counted."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.statistics import Share
from commkit.storage import Erasure, Person, Plain

PostReviewId = NewType("PostReviewId", UUID)
"""The id of a review; its order is the order of time."""
ReviewItemId = NewType("ReviewItemId", UUID)
"""The id of an item in a queue; its order is the order of time."""

StateName = Annotated[str, Plain(max=64, min=0, multiline=False)]


class ReviewQueue(StrEnum):
    """A queue of posts that wait for reviewers."""

    FIRST_POSTS = "first_posts"
    """The first post of a member: a question, an answer or a comment."""
    LATE_ANSWERS = "late_answers"
    """An answer to an old question, by somebody else than its asker."""
    CLOSE_VOTES = "close_votes"
    """A question that somebody votes to close."""
    REOPEN_VOTES = "reopen_votes"
    """A closed question that somebody votes to open again."""


class PostVerdict(StrEnum):
    """What a reviewer says of a post; each queue takes two of them."""

    FINE = "fine"
    """Nothing needs to be done about it."""
    ACTED = "acted"
    """The reviewer did something about it: edited it, commented, voted, reported it."""
    CLOSE = "close"
    """The reviewer votes to close it, too."""
    LEAVE_OPEN = "leave_open"
    """It should stay open."""
    REOPEN = "reopen"
    """The reviewer votes to open it again, too."""
    LEAVE_CLOSED = "leave_closed"
    """It should stay closed."""


class PostReviewState(StrEnum):
    """The state of a review; all but the first are final."""

    CLAIMED = "claimed"
    """The reviewer has the post, until the claim runs out."""
    DECIDED = "decided"
    """They said what they think of it."""
    RELEASED = "released"
    """They gave it back."""
    LAPSED = "lapsed"
    """The claim ran out."""
    WITHDRAWN = "withdrawn"
    """There was nothing left to review."""


@frozen
class PostReview:
    """A post that a reviewer was given, and what they say of it. Nobody else sees it.

    Attributes:
        id: Its id.
        queue: The queue.
        post: The post.
        version: The version that the post had.
        reviewer: Who reviews it.
        state: Its state.
        claimed_at: When they were given it.
        expires_at: Until when they may decide.
        ended_at: When it was decided, given back or withdrawn, or was seen to have run out; None while it is claimed.
        verdict: What they say of it; None where it is not decided.
        audit: Whether it was an audit: a post whose answer was known. None until it is decided.
        passed: Whether the reviewer gave the known answer; None where it is no audit, where it is not decided, and
            where the post was edited meanwhile, so that it counts for nothing.
    """

    id: PostReviewId
    queue: ReviewQueue
    post: PostId
    version: int
    reviewer: Annotated[MemberId, Person()]
    state: PostReviewState
    claimed_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    verdict: PostVerdict | None
    audit: bool | None
    passed: bool | None


@frozen
class ReviewItem:
    """A post in a queue. No reader is shown it: it would tell audits from what waits.

    Attributes:
        id: Its id.
        queue: The queue.
        post: The post.
        opened_at: Since when it waits.
        claim: The review that has it, unless that has run out; None while nobody has it.
        claimed_until: When the claim runs out.
        closed_at: When it was decided or withdrawn; None while it waits.
        decided: Whether reviewers decided it.
        known: The verdict on which all agreed who decided it; None where they did not, or were too few.
        version: The version of the post that they agreed on.
        state: The state that the post had afterwards, in queues of votes; empty in others.
    """

    id: ReviewItemId
    queue: ReviewQueue
    post: PostId
    opened_at: datetime
    claim: PostReviewId | None
    claimed_until: datetime | None
    closed_at: datetime | None
    decided: bool
    known: PostVerdict | None
    version: int | None
    state: StateName


@frozen
class ReviewAudit:
    """That a review is an audit; kept apart from it, so that the two look the same until it is decided.

    Attributes:
        review: The review.
        expected: The known answer.
        version: The version of the post that the answer is about.
    """

    review: PostReviewId
    expected: PostVerdict
    version: int


@frozen
class ReviewPause:
    """That a reviewer failed too many audits.

    Attributes:
        member: The reviewer.
        began_at: When their last pause began; audits that they failed before count no more. None before the first.
        ends_at: Until when they get no reviews.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    began_at: datetime | None
    ends_at: datetime | None


@frozen
class ReviewQueueStatus:
    """What waits in a queue, among posts that the reader sees.

    Attributes:
        queue: The name of the queue: those of `ReviewQueue`, and `suggested_edits`, which `ListSuggestedEdits` shows.
        waiting: How many wait, whether or not somebody works on them.
        oldest: Since when the oldest of them waits; None where none waits.
        has_one_for_reader: Whether there is one for the reader: what they have, or could be given, or suggested edits
            that they may decide about.
    """

    queue: str
    waiting: int
    oldest: datetime | None
    has_one_for_reader: bool


@frozen
class ReviewQueueNumbers:
    """The numbers of a queue, over posts that the reader sees.

    Attributes:
        queue: The queue.
        open: How many wait now, whenever they were opened.
        oldest: For how long the oldest of them has waited; None where none waits.
        decided: How many of those that were opened in the time were decided.
        median_decision: The median of the elapsed time from their opening to their decision, over `decided`; with an
            even number the mean of the two in the middle. None where there are none. Read it beside `open`.
        withdrawn: How many of those that were opened in the time had nothing left to review.
        audits_passed: Audits passed among those that were decided in the time and count, with the sample size and
            interval (Wilson, 95 %); None without any.
    """

    queue: ReviewQueue
    open: int
    oldest: timedelta | None
    decided: int
    median_decision: timedelta | None
    withdrawn: int
    audits_passed: Share | None


@frozen
class ReviewNumbers:
    """The numbers of all queues.

    Attributes:
        queues: Those of each queue, in the order of `ReviewQueue`.
        paused: Reviewers who get no reviews now, since they failed audits.
    """

    queues: tuple[ReviewQueueNumbers, ...]
    paused: int
