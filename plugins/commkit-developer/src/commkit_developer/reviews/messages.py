"""The commands and queries of reviews."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text
from commkit.posts import PostId
from commkit_developer.reviews.records import (
    PostReview,
    PostReviewId,
    PostVerdict,
    ReviewNumbers,
    ReviewQueue,
    ReviewQueueStatus,
)

ReasonWord = Annotated[str, Text(max=64, min=0, multiline=False)]


@frozen
class ClaimReview(Command[PostReview | None]):
    """Take the next post of a queue, the one that has waited longest; nobody else is given it while the claim lasts.

    Nobody is given a post of their own, one that they decided or gave back, or a question about which they vote
    themselves. Who has one is given the same again. Now and then it is an audit, a post whose answer is known; nothing
    tells the two apart before it is decided.

    Returns:
        What the reviewer was given; None where nothing waits for them.

    Raises:
        Denied: The actor does not vote about closing or opening questions (`developer.no_closing_vote`), or failed too
            many audits (`developer.reviews_paused`).
    """

    permission = "developer.review_posts"

    queue: ReviewQueue


@frozen
class ReleaseReview(Command[PostReview]):
    """Give a post back; the reviewer is not given it again.

    Raises:
        Conflict: It was decided, given back or withdrawn, or the claim has run out.
    """

    permission = "developer.release_review"
    granted_to = "member"

    review: PostReviewId


@frozen
class DecideReview(Command[PostReview]):
    """Say what one thinks of a post that one was given.

    `close` and `reopen` are the reviewer's own vote, by `VoteToClose` and `VoteToReopen`, whose rights and rules hold.
    As many other verdicts as the settings say end the item; who may settle questions ends it alone. A verdict on an
    audit changes nothing about the post, and whether it was passed is told at once.

    Attributes:
        review: What the actor was given.
        verdict: `fine` or `acted` in `first_posts` and `late_answers`, `close` or `leave_open` in `close_votes`,
            `reopen` or `leave_closed` in `reopen_votes`.
        reason: The name of a declared reason, just for `close`; `ListCloseReasons` has them.
        original: The question that this one repeats, just where the reason asks for it.

    Raises:
        Invalid: The verdict is none of this queue, or reason or original do not fit.
        Denied: The actor may not vote about it.
        Conflict: The claim has run out or was given back (`developer.claim_ended`), it was decided
            (`developer.review_decided`), there is nothing left to review (`developer.review_withdrawn`), or the actor
            votes for the opposite (`developer.own_vote`).
    """

    permission = "developer.review_posts"
    personal = ()

    review: PostReviewId
    verdict: PostVerdict
    reason: ReasonWord = field(default="", kw_only=True)
    original: PostId | None = field(default=None, kw_only=True)


@frozen
class ListReviewQueues(Query[tuple[ReviewQueueStatus, ...]]):
    """How many posts wait in each queue, since when, and from which the actor could be given one.

    Suggested edits have a queue of their own, `ListSuggestedEdits`; where there are any, they are counted here, too.
    """

    permission = "developer.list_review_queues"


@frozen(kw_only=True)
class ListReviews(Query[Page[PostReview]]):
    """List one's own reviews, the newest first, with verdicts and the results of audits.

    Attributes:
        queue: Only those of this queue; of all where it is left out.
    """

    permission = "developer.read_reviews"
    granted_to = "member"
    personal = ()

    queue: ReviewQueue | None = None
    after: str | None = None
    limit: int = 20


@frozen
class ReadReviewNumbers(Query[ReviewNumbers]):
    """How many posts wait in each queue, how long decisions take, and how many audits are passed.

    Attributes:
        since: Count only items that were opened, and audits that were decided, from then on; all of them where it is
            left out. What waits is counted in any case.
    """

    permission = "developer.read_review_numbers"

    since: datetime | None = field(default=None, kw_only=True)
