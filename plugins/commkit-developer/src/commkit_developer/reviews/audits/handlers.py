"""How reviewers are given audits, how these are decided, and who gets no reviews for a while."""

from datetime import datetime
from typing import Any

from commkit import Context, Denied, MemberId
from commkit.storage import NOBODY
from commkit_developer.reviews.audits import statements as sql
from commkit_developer.reviews.facts import ReviewerPaused
from commkit_developer.reviews.feature import ReviewSettings
from commkit_developer.reviews.policy import FAILURES_COUNT_FOR, draws_audit
from commkit_developer.reviews.records import PostReview, PostVerdict, ReviewAudit, ReviewQueue


def draw_audit(context: Context, queue: ReviewQueue, *, lapsed: PostReview | None) -> tuple[Any, ...] | None:
    """By chance, a post whose answer is known, its version and the answer; else None.

    Args:
        context: The context.
        queue: The queue.
        lapsed: What the reviewer had until now. What waits comes back to who let a claim run out, so an audit does.
    """
    if lapsed is not None and audit_of(context, lapsed) is not None:
        return context.one(sql.AUDIT, queue=queue, lapsed=lapsed.post)
    if not draws_audit(context.new_id(), context.settings(ReviewSettings).audit_percent):
        return None
    return context.one(sql.AUDIT, queue=queue, lapsed=NOBODY)


def audit_of(context: Context, review: PostReview) -> ReviewAudit | None:
    """That a review is an audit; None where it is none."""
    return context.one(sql.AUDIT_OF, review=review.id)


def pause_of(context: Context, member: MemberId) -> datetime | None:
    """Until when a member gets no reviews; None where they get some."""
    row = context.one(sql.PAUSE, me=member, now=context.now)
    return row[0] if row is not None else None


def check_not_paused(context: Context) -> None:
    """Check that the actor gets reviews.

    Raises:
        Denied: They failed too many audits (`developer.reviews_paused`).
    """
    paused = pause_of(context, context.member)
    if paused is not None:
        until = paused.isoformat()
        raise Denied(
            "developer.reviews_paused",
            f"you failed several audits; claim reviews again after {until}",
            until=until,
        )


def keep_audit(context: Context, review: PostReview, known: PostVerdict) -> None:
    """Keep that a review is an audit, apart from it."""
    context.run(sql.ADD_AUDIT, ReviewAudit(review=review.id, expected=known, version=review.version))


def pause_after_too_many(context: Context, review: PostReview) -> None:
    """Begin a pause where the failed audits of the last 30 days, since the last pause began, are too many."""
    me, settings = context.member, context.settings(ReviewSettings)
    ((began_at,),) = context.rows(sql.LOCK_STANDING, member=me, began_at=None, ends_at=None)
    since = context.now - FAILURES_COUNT_FOR
    ((failed,),) = context.rows(sql.COUNT_FAILURES, me=me, since=max(since, began_at or since))
    if failed <= settings.failed_allowed:
        return
    until = context.now + settings.paused_for
    context.run(sql.BEGIN_PAUSE, me=me, now=context.now, until=until)
    context.emit(ReviewerPaused(reviewer=me, review=review.id, until=until))
