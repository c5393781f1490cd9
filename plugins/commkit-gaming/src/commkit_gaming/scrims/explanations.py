"""Why somebody may or may not do something about a scrim."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit_gaming.scrims.feature import ARRANGE, scrim_feature
from commkit_gaming.scrims.handlers import arranges
from commkit_gaming.scrims.records import Scrim


@scrim_feature.explains(ARRANGE)
def explain_arranging(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handlers of scrims; a scrim that is not there for the reader has none."""
    found = request.object
    if isinstance(found, Scrim) and context.member_or_none is not None:
        may = any(arranges(context, side) for side in (found.guild, found.other))
        yield TraceStep(
            "the right to scrims", may, "the leader of a guild gives it to ranks (`scrims`)", private=True
        )
        yield TraceStep(
            "what it is at",
            RuleOutcome.FACT,
            f"it is {found.state}, from {found.starts_at} to {found.ends_at}",
        )
