"""Why somebody may or may not offer a bounty."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit.posts import Post
from commkit_developer.bounties.feature import BountySettings, bounty_feature
from commkit_developer.bounties.handlers import balance_of
from commkit_qa import is_open_question


@bounty_feature.explains("developer.offer_bounty")
def explain_offer(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `OfferBounty`; whether the question has an open one is asked when it is offered."""
    settings = context.settings(BountySettings)
    post = request.object
    if isinstance(post, Post):
        unsettled = is_open_question(context.community_type, post)
        yield TraceStep("a question that is not settled", unsettled, f"it is a {post.kind}, {post.state}")
        old = context.now >= post.created_at + settings.min_question_age
        yield TraceStep("old enough", old, f"it must be {settings.min_question_age} old")
    if context.member_or_none is not None:
        available = balance_of(context, context.member).available
        yield TraceStep(
            "enough points",
            available >= settings.min_amount,
            f"{available} of at least {settings.min_amount}",
            private=True,
        )
