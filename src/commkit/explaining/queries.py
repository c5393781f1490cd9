"""How a decision is explained: who they are, what grants the permission, what stands in the way."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from commkit.explaining.actions.policy import find_action, record_class_of
from commkit.explaining.actions.records import Action
from commkit.explaining.explanations import explain_rules
from commkit.explaining.feature import explaining
from commkit.explaining.grants.explanations import explain_permission
from commkit.explaining.messages import ExplainDecision
from commkit.explaining.people.explanations import explain_membership
from commkit.explaining.people.queries import find_person
from commkit.explaining.people.records import Person
from commkit.explaining.records import DecisionTrace
from commkit.members import evaluate_trust
from commkit.runtime.model.errors import Denied, Invalid, NotFound
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.context import Context


@explaining.handles(ExplainDecision)
def explain_decision(context: Context, query: ExplainDecision) -> DecisionTrace:
    """Find the person, then explain the trust level, the permission or the notification."""
    person = find_person(context, query.member)
    if query.about == "trust":
        steps = tuple(_explain_trust(context, query, person))
    else:
        steps = _redact(_explain_action(context, query, person), person)
    return DecisionTrace(query.member, query.action, query.object, query.about, steps)


def _explain_action(context: Context, query: ExplainDecision, person: Person) -> Iterator[TraceStep]:
    """Explain a permission or a notification, step by step."""
    action = _find_action(context, query)
    record = record_class_of(context, action, query.record) if query.object is not None else None
    is_secret = False
    if record is not None and query.object is not None and not person.is_actor:
        known = context.get(record, query.object)
        is_secret = context.owner_of(known) is None  # then not everybody may see whose it is
    with person.viewing(context):
        yield from explain_membership(context, person)
        found = _visible_object(context, record, query)
        if record is not None:
            answer = (
                "it is there, and for them to see"
                if found is not None
                else "there is none here, or none for them to see"
            )
            yield TraceStep(f"the {record.__name__.lower()}", found is not None, answer, "runtime")
        steps: list[TraceStep] = []
        if action.permission:
            steps += explain_permission(context, action.permission, found, is_secret=is_secret)
        question = ExplainRequest(
            about=query.about,
            action=query.action,
            names=action.names,
            messages=action.messages,
            member=person.member,
            object=found,
            id=query.object if found is not None else None,
        )
        steps += explain_rules(context, action, question)
        yield from _without_overruled(steps)


def _find_action(context: Context, query: ExplainDecision) -> Action:
    if query.about == "permission":
        return find_action(context, query.action)
    if query.action not in context.dispatch.notification_kinds:
        known = ", ".join(sorted(context.dispatch.notification_kinds))
        raise Invalid.field("action", "unknown_kind", f"choose one of: {known}")
    return Action(frozenset({query.action}))


def _visible_object(context: Context, record: type[Any] | None, query: ExplainDecision) -> Any:
    """The object, if they may see it."""
    if record is None or query.object is None:
        return None
    try:
        return context.get(record, query.object)
    except NotFound:
        return None


def _without_overruled(steps: list[TraceStep]) -> Iterable[TraceStep]:
    """Where a rule grants the action, it does not matter that the object is not their own."""
    if not any(step.outcome is RuleOutcome.GRANTS for step in steps):
        return steps
    return [
        evolve(step, outcome=RuleOutcome.FACT)
        if step.rule == "their own" and step.outcome is RuleOutcome.NO
        else step
        for step in steps
    ]


def _redact(steps: Iterable[TraceStep], person: Person) -> tuple[TraceStep, ...]:
    """Replace steps that only the person may see: one withheld step stands for all of a feature."""
    if person.sees_private:
        return tuple(steps)
    shown = (
        TraceStep("what is private", RuleOutcome.WITHHELD, "for the member and the host only", step.source)
        if step.private
        else step
        for step in steps
    )
    return tuple(dict.fromkeys(shown))


def _explain_trust(context: Context, query: ExplainDecision, person: Person) -> Iterator[TraceStep]:
    """Explain the requirements of a trust level, and of those below it, which must be met, too."""
    known, levels = person.membership, context.community_type.trust
    if known is None:
        raise Invalid.field("member", "member_required", "name a member; visitors are not trusted")
    names = [level.name for level in levels]
    if query.action not in names:
        raise Invalid.field("action", "unknown_level", f"choose one of: {', '.join(names)}")
    if not context.can("members.explain_trust", known):
        raise Denied("runtime.not_permitted", "this needs the permission 'members.explain_trust'")
    trace = evaluate_trust(levels, known, context.now)
    wanted = names[: names.index(query.action) + 1]
    for rule in trace.steps:
        if rule.level in wanted:
            numbers = f"{rule.actual}, needed: {rule.required}"
            yield TraceStep(f"{rule.level}: {rule.rule}", rule.met, numbers, "members")
    stored = names[min(known.trust_level, len(names) - 1)]
    yield TraceStep(
        "stored level",
        RuleOutcome.FACT,
        f"{stored}; their contributions earn {trace.name}; it is recalculated when these change",
        "members",
    )
