"""How the host application's reviewer is asked, by the worker and outside of every transaction."""

from collections.abc import Iterator

from commkit.fields import field_texts
from commkit.members import Membership
from commkit.moderation.checks.policy import lines
from commkit.moderation.feature import moderation
from commkit.moderation.outages.jobs import RecordReviewFailure, RecordReviewSuccess
from commkit.moderation.outages.queries import outage_of
from commkit.moderation.outages.records import ReviewOutage
from commkit.moderation.publication.queries import awaits_reviewer, is_behind_a_wall
from commkit.moderation.reviews.facts import ReviewRequested
from commkit.moderation.reviews.jobs import MAX_EVIDENCE, RecordReview
from commkit.moderation.reviews.policy import ReviewFailed, code_of, outcome_of_absence
from commkit.moderation.reviews.ports import FallibleReviewPort, ReviewPort
from commkit.moderation.reviews.queries import was_judged
from commkit.moderation.reviews.records import ReviewRequest, ReviewVerdict
from commkit.posts import Post, PostId
from commkit.rendering import read_shown
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.records import OutboxRow
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.values.serialization import from_json

_MAX_LINKS = 100
"""Links of a post that the reviewer is told, at most."""


def _reviewed_post(unit: UnitOfWork, row: OutboxRow) -> Iterator[str]:
    """Each post is a stream of its own: its versions come in their order, and one without an answer delays no other."""
    yield str(from_json(row.body)["post"])


@moderation.subscribes_to(ReviewRequested, targets=_reviewed_post)
def ask_reviewer(delivery: Delivery, fact: ReviewRequested) -> None:
    """Ask about the post, and record the answer; a later version of it has its own fact."""
    with delivery.context(read_only=True) as context:
        request = _request_of(context, fact)
        outage = outage_of(context)
    if request is None:
        return
    reviewer = delivery.port(ReviewPort)
    if isinstance(reviewer, FallibleReviewPort):
        _ask_or_do_without(delivery, reviewer, request, outage)
    else:
        _record(delivery, request, reviewer.review(request))


def _ask_or_do_without(
    delivery: Delivery, reviewer: FallibleReviewPort, request: ReviewRequest, outage: ReviewOutage | None
) -> None:
    """Ask, unless it failed a moment ago; after the last failed attempt the rule for its absence decides."""
    absence = reviewer.absence
    try:
        if outage is not None and outage.next_at > delivery.now:
            raise ReviewFailed(
                "moderation.reviewer_rests", "the reviewer failed a moment ago; it is asked later"
            )
        verdict = reviewer.review(request)
    except Exception as error:
        code, is_last = code_of(error), delivery.last or delivery.attempt > absence.retries
        with delivery.context() as context:
            context.do(RecordReviewFailure(error=code, pause=absence.pause, absent=is_last))
        if not is_last:
            raise
        with delivery.context() as context:
            context.do(
                RecordReview(
                    post=PostId(request.post),
                    version=request.version,
                    outcome=outcome_of_absence(absence.rule),
                    absent=code,
                )
            )
        return
    if outage is not None:
        with delivery.context() as context:
            context.do(RecordReviewSuccess())
    _record(delivery, request, verdict)


def _record(delivery: Delivery, request: ReviewRequest, verdict: ReviewVerdict) -> None:
    """Record the answer; repeated, it is the late answer to one that counts already."""
    with delivery.context() as context:
        context.do(
            RecordReview(
                post=PostId(request.post),
                version=request.version,
                outcome=verdict.outcome,
                evidence=verdict.evidence[:MAX_EVIDENCE],
                confidence=verdict.confidence,
            )
        )


def _request_of(context: Context, fact: ReviewRequested) -> ReviewRequest | None:
    """What the reviewer gets; None where it has changed, gone or been judged since, or is walled."""
    try:
        post = context.get(Post, fact.post)
        author = context.get(Membership, post.author) if post.author is not None else None
    except NotFound:
        return None
    is_gone = post.removed_at is not None and not awaits_reviewer(context, post.id)
    if (
        post.version != fact.version
        or is_gone
        or context.community.archived_at is not None
        or is_behind_a_wall(context, post)
        or was_judged(context, post)
    ):
        return None
    fields = field_texts(context, [post.id]).get(post.id, "")
    return ReviewRequest(
        post=post.id,
        version=post.version,
        title=post.title,
        body=lines(post.body, fields),
        author=post.author,
        trust=author.trust_level if author else 0,
        kind=post.kind,
        links=tuple(dict.fromkeys(read_shown(post.body, markup=post.markup).links))[:_MAX_LINKS],
    )
