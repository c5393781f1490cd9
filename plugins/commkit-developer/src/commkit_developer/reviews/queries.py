"""How the queues, and one's own reviews, are read; numbers for staff are in `numbers`."""

from uuid import UUID

from commkit import Context, Page
from commkit.storage import LAST_ID, keyset, page_size
from commkit_developer.closing.queries import votes_after
from commkit_developer.reviews import statements as sql
from commkit_developer.reviews.audits.handlers import pause_of
from commkit_developer.reviews.feature import REVIEW_POSTS, review_feature
from commkit_developer.reviews.handlers import votes_in
from commkit_developer.reviews.messages import ClaimReview, ListReviewQueues, ListReviews
from commkit_developer.reviews.numbers import statements as counts
from commkit_developer.reviews.records import PostReview, ReviewQueue, ReviewQueueStatus
from commkit_developer.suggested_edits.queries import waiting_edits
from commkit_developer.suggested_edits.records import SuggestedEdit
from commkit_reputation import passes_privileges

_BY_ID = keyset(UUID, of="developer.reviews")


@review_feature.handles(ListReviewQueues)
def list_review_queues(context: Context, query: ListReviewQueues) -> tuple[ReviewQueueStatus, ...]:
    """Count in one statement; ask what the reader has, and whether they would be given more."""
    rows = context.rows(counts.WAITING, now=context.now, votes_after=votes_after(context))
    found = {queue: (count, oldest, free) for queue, count, oldest, free in rows}
    theirs = _queues_for(context, {queue for queue, (_, _, free) in found.items() if free})
    queues = []
    for queue in ReviewQueue:
        count, oldest, _ = found.get(queue, (0, None, 0))
        queues.append(ReviewQueueStatus(queue.value, count, oldest, queue in theirs))
    if context.has_loader(SuggestedEdit):
        queues.append(_suggested_edits(context))
    return tuple(queues)


def _queues_for(context: Context, free: set[ReviewQueue]) -> set[ReviewQueue]:
    """Those from which the reader would be given something: what they have already, or a free item."""
    me = context.member_or_none
    if me is None or not (context.can(REVIEW_POSTS) and passes_privileges(context, ClaimReview)):
        return set()
    if pause_of(context, me) is not None:
        return set()
    claimed = {queue for (queue,) in context.rows(counts.CLAIMED_QUEUES, me=me, now=context.now)}
    return {queue for queue in free | claimed if votes_in(context, queue)}


def _suggested_edits(context: Context) -> ReviewQueueStatus:
    count, oldest, for_them = waiting_edits(context)
    return ReviewQueueStatus("suggested_edits", count, oldest, for_them > 0)


@review_feature.handles(ListReviews)
def list_reviews(context: Context, query: ListReviews) -> Page[PostReview]:
    """Read a page in one statement."""
    limit = page_size(query.limit)
    keyed = _BY_ID.within(query.queue)
    (after,) = keyed.decode(query.after, default=(LAST_ID,))
    queue = query.queue or ReviewQueue.FIRST_POSTS
    rows = context.rows(sql.PAGE, after=after, size=limit + 1, every_queue=query.queue is None, queue=queue)
    return keyed.page(rows, limit, lambda review: (review.id,))
