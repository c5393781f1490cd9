"""How the gates of minors' safety explain themselves: to whom they concern."""

from collections.abc import Iterator

from commkit import Context, TextCommand
from commkit.explaining import ExplainRequest, TraceStep
from commkit_minors.ages.queries import acting_person, acts_protected
from commkit_minors.feature import safety_feature
from commkit_minors.hours.gates import refuse_in_quiet_hours
from commkit_minors.hours.queries import quiet_for
from commkit_minors.rules.records import MinorsSettings


@safety_feature.explains("", gate=refuse_in_quiet_hours)
def explain_quiet_hours(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Whether it is quiet for the actor now."""
    if not context.settings(MinorsSettings).quiet_posting:
        return
    if not any(issubclass(message, TextCommand) for message in question.messages):
        return
    person = acting_person(context)
    if person is None or not acts_protected(context):
        return
    end = quiet_for(context, person, context.now)
    because = f"they last until {end:%Y-%m-%d %H:%M} UTC" if end is not None else "there are none now"
    yield TraceStep("quiet hours", end is None, because, private=True)
