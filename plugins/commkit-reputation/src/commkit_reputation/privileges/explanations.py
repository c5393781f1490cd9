"""Why somebody may or may not do what takes a privilege."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.gates import check_privilege
from commkit_reputation.privileges.policy import requirements_of, told
from commkit_reputation.privileges.queries import passes_all, standing_of
from commkit_reputation.privileges.records import Privilege


@privilege_feature.explains("", gate=check_privilege)
def explain_privileges(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The requirements of each privilege that a message takes, with the numbers."""
    wanted = [
        each
        for each in context.declared(Privilege)
        if any(issubclass(message, each.messages) for message in request.messages)
    ]
    if not wanted:
        return
    if passes_all(context):
        yield TraceStep("privileges", RuleOutcome.YES, "they hold 'reputation.pass_privileges'")
        return
    standing, had = standing_of(context, request.member)
    counted = f"{standing.positive} positive, {standing.negative} negative"
    yield TraceStep("evidence about the quality of what they did", RuleOutcome.FACT, counted)
    for privilege in wanted:
        for each in requirements_of(privilege, standing, had=privilege.name in had):
            yield TraceStep(
                f"{privilege.name}: {each.rule}",
                each.met,
                f"{told(each.actual)}, needed: {told(each.required)}",
            )
