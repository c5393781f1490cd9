"""Why somebody may or may not vote."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.records import Consultation
from commkit_opinion.proposing.records import OpinionStatement


@consultation_feature.explains("opinion.vote")
def explain_voting(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `VoteOnStatement`, in its order."""
    statement = request.object
    if not isinstance(statement, OpinionStatement):
        return
    is_open = context.get(Consultation, statement.consultation).is_open(context.now)
    yield TraceStep("open", is_open, "" if is_open else "the consultation is closed")
    votable = statement.is_votable
    yield TraceStep("accepted", votable, "" if votable else f"it is {statement.state}, or its text is erased")
