"""Why an answer to a question can or cannot be marked as canonical."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit.posts import Post
from commkit_qa.canonical import statements as sql
from commkit_qa.canonical.feature import canonical_feature
from commkit_qa.canonical.messages import MarkCanonical
from commkit_qa.duplicates.handlers import root_in
from commkit_qa.policy import is_question


@canonical_feature.explains("qa.mark_canonical")
def explain_canonical(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handlers, in their order, and what stands."""
    post = request.object
    if not isinstance(post, Post):
        return
    asks = is_question(context.community_type, post)
    yield TraceStep("it is a question", asks, "" if asks else "it is none, or was removed")
    if not asks:
        return
    if MarkCanonical in request.messages:
        leads = root_in(context, post.id) != post.id
        yield TraceStep("it leads to no other question", not leads, "it is a duplicate" if leads else "")
    seen = [row for row in context.rows(sql.AMONG, posts=[post.id]) if row[0] == post.id]
    yield TraceStep(
        "its canonical answer",
        RuleOutcome.FACT,
        f"it has one, for “{seen[0][2]}”" if seen else "it has none",
    )
