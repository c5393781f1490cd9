"""Why the answer of staff has to wait."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit.posts import Post
from commkit_qa import is_open_question
from commkit_support.yielding.feature import yield_feature
from commkit_support.yielding.gates import check_yield_window, is_yielding_staff
from commkit_support.yielding.handlers import current_wait
from commkit_support.yielding.records import Bypass


@yield_feature.explains("posts.create_reply", gate=check_yield_window)
def explain_yield_window(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The gate of the yield window, ahead of time; comments are never held."""
    question = request.object
    if not isinstance(question, Post) or not is_open_question(context.community_type, question):
        return
    if not is_yielding_staff(context):
        yield TraceStep("the yield window, for answers", True, "it is for staff; others answer at once")
        return
    wait = current_wait(context, question)
    if isinstance(wait, Bypass):
        yield TraceStep("the yield window, for answers", True, f"nothing has to wait ({wait})")
    else:
        because = f"members may answer until {wait:%Y-%m-%d %H:%M} UTC; HoldAnswer holds it until then"
        yield TraceStep("the yield window, for answers", False, because)
