"""Why replies in a thread are slowed down."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit.posts import Post
from commkit_topical.cooling import statements as sql
from commkit_topical.cooling.feature import cooling_feature
from commkit_topical.cooling.policy import reason_of


@cooling_feature.explains("posts.create_reply")
def explain_cooling(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Give the reason that everybody may read; whether they must wait is the step of slow mode."""
    if not isinstance(question.object, Post):
        return
    found = context.one(sql.RUNNING, thread=question.object.thread)
    if found is not None:
        yield TraceStep("the thread cools", RuleOutcome.FACT, reason_of(found))
