"""Why a question can or cannot be handed over to the help desk."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit.posts import Post
from commkit_qa import CLOSED, SOLVED, question_kind
from commkit_support.handoff import statements as sql
from commkit_support.handoff.feature import HandoffSettings, handoff
from commkit_support.handoff.ports import HelpDesk


@handoff.explains("support.offer_handoff")
def explain_offer_handoff(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `OfferHandoff`, in its order."""
    post = request.object
    if isinstance(post, Post):
        is_question = question_kind(context.community_type, post.kind) is not None
        yield TraceStep("it is a question", is_question, f"it is a {post.kind}")
        yield TraceStep(
            "something is expected of it", post.state not in (SOLVED, CLOSED), f"it is {post.state}"
        )
    reason = context.settings(HandoffSettings).no_help_desk_reason
    has_desk = context.port(HelpDesk) is not None
    yield TraceStep(
        "a help desk", has_desk, "" if has_desk else f"this community has none, because: {reason}"
    )
    if isinstance(post, Post):
        is_free = not context.rows(sql.ACTIVE_HANDOFF, question=post.id)
        yield TraceStep(
            "one at a time", is_free, "" if is_free else "the help desk has this question already"
        )
