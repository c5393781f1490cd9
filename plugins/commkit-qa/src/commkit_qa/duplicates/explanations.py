"""Why a question can or cannot be marked, confirmed or merged as a duplicate."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit.posts import Post
from commkit_qa.duplicates import statements as sql
from commkit_qa.duplicates.feature import duplicate_feature
from commkit_qa.duplicates.messages import ConfirmDuplicate, MarkDuplicate, MergeDuplicate, RejectDuplicate
from commkit_qa.duplicates.records import DuplicateState
from commkit_qa.policy import is_question


@duplicate_feature.explains(
    "qa.mark_duplicate", "qa.confirm_duplicate", "qa.reject_duplicate", "qa.merge_duplicate"
)
def explain_duplicates(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handlers that the question alone decides, and what stands about it."""
    post = request.object
    if not isinstance(post, Post):
        return
    asks = is_question(context.community_type, post)
    yield TraceStep("it is a question", asks, "" if asks else "it is none, or was removed")
    states = {state for _, state in context.rows(sql.STATES, questions=[post.id])} if asks else set()
    is_duplicate, is_proposed = DuplicateState.CONFIRMED in states, DuplicateState.PROPOSED in states
    yield TraceStep(
        "what was said about it",
        RuleOutcome.FACT,
        "it is a duplicate; ExplainDuplicate tells of which question, and who agreed"
        if is_duplicate
        else "somebody says that it was asked before"
        if is_proposed
        else "nobody says that it was asked before",
    )
    if MarkDuplicate in request.messages:
        yield TraceStep("it is no duplicate yet", not is_duplicate)
    if {ConfirmDuplicate, RejectDuplicate} & set(request.messages):
        yield TraceStep("a proposal waits for an answer", is_proposed)
    if MergeDuplicate in request.messages:
        yield TraceStep("it is a confirmed duplicate", is_duplicate)
