"""How a person's membership is explained."""

from collections.abc import Iterator

from commkit.communities import Visibility
from commkit.explaining.people.records import Person
from commkit.members import Membership
from commkit.runtime.model.traces import RuleOutcome, TraceStep
from commkit.runtime.model.types import OUTSIDER, VISITOR
from commkit.runtime.sessions.context import Context


def explain_membership(context: Context, person: Person) -> Iterator[TraceStep]:
    """Explain what they are in the community; the context views as them."""
    community = context.community
    known = person.membership
    if known is None:
        yield TraceStep("membership", RuleOutcome.FACT, "they are not a member here", "members")
    else:
        yield TraceStep("membership", RuleOutcome.FACT, _status(known), "members")
    role = f"they count as {context.role!r} here"
    if known is not None and known.is_current and context.role != known.role:
        role += f", since they are {known.status}; their role is {known.role!r}"
    yield TraceStep("role", RuleOutcome.FACT, role, "members")
    if known is not None and known.is_current and context.role not in (VISITOR, OUTSIDER):
        levels = context.community_type.trust
        name = levels[min(known.trust_level, len(levels) - 1)].name if levels else ""
        yield TraceStep("trust", RuleOutcome.FACT, f"level {known.trust_level}, {name}", "members")
    if context.role == OUTSIDER and community.visibility is Visibility.SECRET:
        yield TraceStep("community", False, "for all but its members it does not exist", "communities")
    else:
        yield TraceStep("community", RuleOutcome.FACT, f"it is {community.visibility}", "communities")


def _status(known: Membership) -> str:
    """The status, with reason and end where the one who asks may see them; else the record does not hold them."""
    text = f"{known.status}, since {known.joined_at:%Y-%m-%d}" if known.is_current else str(known.status)
    if known.restricted_until is not None:
        text += f", until {known.restricted_until:%Y-%m-%d %H:%M} UTC"
    if known.restriction_reason:
        text += f": {known.restriction_reason}"
    return text
