"""Why somebody may or may not vote about closing a question."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit.posts import Post
from commkit_developer.closing.feature import VOTE_TO_CLOSE, VOTE_TO_REOPEN, ClosingSettings, closing_feature
from commkit_qa import CLOSED, SOLVED, is_question


@closing_feature.explains(VOTE_TO_CLOSE)
def explain_close(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `VoteToClose`, in its order; which reason fits is asked when they vote."""
    post = request.object
    if not isinstance(post, Post):
        return
    yield TraceStep("it is a question", is_question(context.community_type, post), f"it is a {post.kind}")
    yield TraceStep("it is not settled", post.state not in (CLOSED, SOLVED), f"it is {post.state}")
    yield TraceStep(
        "its thread is open", post.locked_at is None, "" if post.locked_at is None else "it is locked"
    )
    needed = context.settings(ClosingSettings).votes_to_close
    yield _votes(alone=context.can("qa.close", post), needed=needed)


@closing_feature.explains(VOTE_TO_REOPEN)
def explain_reopen(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `VoteToReopen`, in its order."""
    post = request.object
    if not isinstance(post, Post):
        return
    yield TraceStep("it is a question", is_question(context.community_type, post), f"it is a {post.kind}")
    yield TraceStep("it is closed", post.state == CLOSED, f"it is {post.state}")
    needed = context.settings(ClosingSettings).votes_to_reopen
    yield _votes(alone=context.can("qa.reopen"), needed=needed)


def _votes(*, alone: bool, needed: int) -> TraceStep:
    return TraceStep(
        "votes", RuleOutcome.FACT, "their vote is enough" if alone else f"{needed} votes are needed"
    )
