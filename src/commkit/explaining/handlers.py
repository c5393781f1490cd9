"""How a trace comes about: who they are, what grants the permission, what stands in the way."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from commkit.explaining.actions import Action, known_action, record_of
from commkit.explaining.feature import explaining
from commkit.explaining.grants import tell_permission
from commkit.explaining.messages import Explain
from commkit.explaining.people import Person, find_person, tell_person
from commkit.explaining.records import Trace
from commkit.explaining.rules import tell_rules
from commkit.members.policy import explain_trust
from commkit.runtime.model.errors import Denied, Invalid, NotFound
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.sessions.session import Session


@explaining.handles(Explain)
def explain(session: Session, query: Explain) -> Trace:
    """Whom it is about, then what."""
    person = find_person(session, query.member)
    if query.about == "trust":
        steps = tuple(_trust(session, query, person))
    else:
        steps = _disclosed(_decision(session, query, person), person)
    return Trace(query.member, query.action, query.object, query.about, steps)


def _decision(session: Session, query: Explain, person: Person) -> Iterator[TraceStep]:
    """Why they may or may not, or were told or not."""
    action = _action(session, query)
    record = record_of(session, action, query.record) if query.object is not None else None
    is_secret = False
    if record is not None and query.object is not None and not person.asks:
        known = session.get(record, query.object)
        is_secret = session.owner_of(known) is None  # who is not told whose it is, does not learn it here
    with person.eyes(session):
        yield from tell_person(session, person)
        thing = _seen(session, record, query)
        if record is not None:
            told = (
                "it is there, and for them to see"
                if thing is not None
                else "there is none here, or none for them to see"
            )
            yield TraceStep(f"the {record.__name__.lower()}", thing is not None, told, "runtime")
        steps: list[TraceStep] = []
        if action.permission:
            steps += tell_permission(session, action.permission, thing, is_secret=is_secret)
        question = ExplainRequest(
            about=query.about,
            action=query.action,
            names=action.names,
            messages=action.messages,
            member=person.member,
            object=thing,
            id=query.object if thing is not None else None,
        )
        steps += tell_rules(session, action, question)
        yield from _made_up_for(steps)


def _action(session: Session, query: Explain) -> Action:
    if query.about == "permission":
        return known_action(session, query.action)
    if query.action not in session.table.notices:
        known = ", ".join(sorted(session.table.notices))
        raise Invalid.field("action", "unknown_kind", f"choose one of: {known}")
    return Action(frozenset({query.action}))


def _seen(session: Session, record: type[Any] | None, query: Explain) -> Any:
    """The object as they see it."""
    if record is None or query.object is None:
        return None
    try:
        return session.get(record, query.object)
    except NotFound:
        return None


def _made_up_for(steps: list[TraceStep]) -> Iterable[TraceStep]:
    """A rule that grants makes up for a thing that is not their own."""
    if not any(step.outcome is RuleOutcome.GRANTS for step in steps):
        return steps
    return [
        evolve(step, outcome=RuleOutcome.FACT)
        if step.rule == "their own" and step.outcome is RuleOutcome.NO
        else step
        for step in steps
    ]


def _disclosed(steps: Iterable[TraceStep], person: Person) -> tuple[TraceStep, ...]:
    """Without what only they may know; one step stands for all of a feature, whatever they are."""
    if person.is_told:
        return tuple(steps)
    told: dict[TraceStep, None] = {}
    for step in steps:
        if step.private:
            step = TraceStep("what is private", RuleOutcome.WITHHELD, "only they are told", step.source)  # noqa: PLW2901
        told[step] = None
    return tuple(told)


def _trust(session: Session, query: Explain, person: Person) -> Iterator[TraceStep]:
    """The rules of a level and of those below it, which must hold, too."""
    known, levels = person.known, session.community_type.trust
    if known is None:
        raise Invalid.field("member", "no_member", "name a member; visitors are not trusted")
    names = [level.name for level in levels]
    if query.action not in names:
        raise Invalid.field("action", "unknown_level", f"choose one of: {', '.join(names)}")
    if not session.can("members.explain_trust", known):
        raise Denied("runtime.not_permitted", "this needs the permission 'members.explain_trust'")
    trace = explain_trust(levels, known, session.now)
    wanted = names[: names.index(query.action) + 1]
    for rule in trace.steps:
        if rule.level in wanted:
            told = f"{rule.have}, needed: {rule.needed}"
            yield TraceStep(f"{rule.level}: {rule.rule}", rule.holds, told, "members")
    stored = names[min(known.trust, len(names) - 1)]
    yield TraceStep(
        "stored level",
        RuleOutcome.FACT,
        f"{stored}; their deeds earn {trace.name}; it is reviewed whenever they change",
        "members",
    )
