"""Whom a question is about, and what they are here."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from attrs import frozen
from sqlalchemy import bindparam, select

from commkit.communities.records import Community, Visibility
from commkit.members.records import Membership
from commkit.members.tables import membership
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.traces import RuleOutcome, TraceStep
from commkit.runtime.model.types import OUTSIDER, VISITOR
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.statements import statement

_KEY = statement(
    select(membership.c.key).where(
        membership.c.community_id == bindparam("community_id"), membership.c.id == bindparam("id")
    )
)


@frozen
class Person:
    """Whom a question is about.

    Attributes:
        member: Their id; None for a visitor.
        membership: What the one who asks may know of their membership.
        key: The host's key.
        is_actor: Whether it is the one who asks.
        sees_private: Whether the one who asks is told what only the member may know.
    """

    member: MemberId | None
    membership: Membership | None
    key: str | None
    is_actor: bool
    sees_private: bool

    def viewing(self, context: Context) -> AbstractContextManager[None]:
        """What the session sees is what this person would see."""
        return nullcontext() if self.is_actor else context.viewing_as(self.key)


def find_person(context: Context, member: MemberId | None) -> Person:
    """Whom a question is about, if the actor may ask about them.

    Raises:
        NotFound: There is no such member.
        Denied: The actor may ask about themselves only.
    """
    is_actor = context.actor is not SYSTEM and member == context.member_or_none
    sees_private = is_actor or context.actor is SYSTEM
    if member is None:
        return Person(None, None, None, is_actor, sees_private=True)
    known = context.get(Membership, member, need="explaining.explain")
    found = context.one(_KEY, id=member)
    return Person(member, known, found[0] if found else None, is_actor, sees_private)


def explain_membership(context: Context, person: Person) -> Iterator[TraceStep]:
    """What they are in the community; asked through their eyes."""
    here: Community = context.community
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
    if context.role == OUTSIDER and here.visibility is Visibility.SECRET:
        yield TraceStep("community", False, "for all but its members it does not exist", "communities")
    else:
        yield TraceStep("community", RuleOutcome.FACT, f"it is {here.visibility}", "communities")


def _status(known: Membership) -> str:
    """With the reason and the end where the one who asks may know them; else the record does not hold them."""
    told = f"{known.status}, since {known.joined_at:%Y-%m-%d}" if known.is_current else str(known.status)
    if known.restricted_until is not None:
        told += f", until {known.restricted_until:%Y-%m-%d %H:%M} UTC"
    if known.restriction_reason:
        told += f": {known.restriction_reason}"
    return told
