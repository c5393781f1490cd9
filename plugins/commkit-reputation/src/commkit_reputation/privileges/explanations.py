"""Why somebody may or may not do what takes a privilege."""

from collections.abc import Iterator, Sequence

from commkit import Context, MemberId
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit_reputation.privileges.feature import privilege_feature
from commkit_reputation.privileges.gates import check_privilege
from commkit_reputation.privileges.policy import requirements_of, told
from commkit_reputation.privileges.queries import Held, held_by, passes_all
from commkit_reputation.privileges.records import Privilege


@privilege_feature.explains("", gate=check_privilege)
def explain_privileges(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The requirements of each privilege that a message takes, with the numbers."""
    wanted = [
        each.name
        for each in context.declared(Privilege)
        if any(issubclass(message, each.messages) for message in request.messages)
    ]
    if not wanted:
        return
    if passes_all(context):
        yield TraceStep("privileges", RuleOutcome.YES, "they hold 'reputation.pass_privileges'")
        return
    held = held_by(context, request.member)
    yield from _steps(held, [each for each in held.declared if each.name in wanted], request.object)


def explain_earned(context: Context, member: MemberId | None, permission: str) -> Iterator[TraceStep]:
    """The requirements of the privileges that name a permission, for plugins that ask `has_earned` themselves.

    Args:
        context: The context.
        member: Whom it is about; None for nobody who is a member.
        permission: The permission.
    """
    held = held_by(context, member)
    yield from _steps(held, [each for each in held.declared if each.permission == permission], None)


def _steps(held: Held, wanted: Sequence[Privilege], object: object) -> Iterator[TraceStep]:
    if not wanted:
        return
    standing = held.standing
    counted = f"{standing.positive} positive, {standing.negative} negative"
    yield TraceStep("evidence about the quality of what they did", RuleOutcome.FACT, counted)
    for privilege in wanted:
        for note in _notes(privilege, held, object):
            yield TraceStep(privilege.name, RuleOutcome.FACT, note)
        always = not privilege.where and not privilege.spares_author
        for each in requirements_of(privilege, standing, had=privilege.name in held.had):
            yield TraceStep(
                f"{privilege.name}: {each.rule}",
                each.met if always or each.met else RuleOutcome.FACT,
                f"{told(each.actual)}, needed: {told(each.required)}",
            )


def _notes(privilege: Privilege, held: Held, object: object) -> Iterator[str]:
    """What else decides whether a privilege is asked for, and what it takes."""
    for name, values in privilege.where.items():
        yield f"asked for where {name} is {' or '.join(values)}"
    if privilege.spares_author:
        yield "not asked for by the author"
    if privilege.name in held.founding:
        yield "few members have earned it yet: points of the founding time are enough"
