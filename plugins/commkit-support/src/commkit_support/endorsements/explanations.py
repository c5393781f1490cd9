"""Why somebody may or may not endorse an answer."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit.members import is_own
from commkit.posts import Post
from commkit_support.endorsements.feature import endorsement_feature
from commkit_support.endorsements.handlers import accepted_needed, count_accepted, is_staff


@endorsement_feature.explains("support.endorse")
def explain_endorse(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `EndorseAnswer`, in its order."""
    answer = request.object
    if not isinstance(answer, Post):
        return
    own = is_own(context, answer.author, by_agent=answer.by_agent)
    yield TraceStep("an answer of somebody else", not own, "it is their own" if own else "")
    staff = is_staff(context)
    accepted = count_accepted(context, context.get(Post, answer.thread))
    needed = accepted_needed(context)
    yield TraceStep(
        "staff, or an expert of a tag of the question",
        staff or accepted >= needed,
        "they are staff" if staff else f"{accepted} accepted answers about its tags; an expert has {needed}",
    )
