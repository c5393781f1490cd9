"""Why somebody may or may not be given a post to review; privileges with their numbers explain themselves."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit_developer.reviews.audits.handlers import pause_of
from commkit_developer.reviews.feature import review_feature
from commkit_developer.reviews.handlers import votes_in
from commkit_developer.reviews.policy import VOTE_QUEUES


@review_feature.explains("developer.claim_review")
def explain_claiming(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `ClaimReview`, in its order; which of the queues is asked when they claim."""
    if request.member is None:
        return
    for queue in VOTE_QUEUES:
        votes = votes_in(context, queue)
        yield TraceStep(
            f"the queue {queue}",
            RuleOutcome.YES if votes else RuleOutcome.FACT,
            "" if votes else "not theirs: they do not vote about questions of others",
        )
    paused = pause_of(context, request.member)
    yield TraceStep(
        "no pause after failed audits",
        paused is None,
        "" if paused is None else f"until {paused.isoformat()}",
    )
