"""Who is protected."""

from collections.abc import Collection

from commkit import Context, MemberId
from commkit_minors.ages import statements as sql
from commkit_minors.records import MemberAge


def protected_among(context: Context, persons: Collection[MemberId]) -> set[MemberId]:
    """Those of some persons for whom the quiet rules hold; who is not known is one of them. One statement.

    Args:
        context: The context of a message.
        persons: Ids of members who are persons.
    """
    wanted = set(persons)
    if not wanted:
        return set()
    free = {
        each.member
        for each in context.rows(sql.AMONG, members=sorted(wanted))
        if not each.protected and each.valid_until > context.now
    }
    return wanted - free


def own_age(context: Context) -> MemberAge | None:
    """What is known of the age of the actor, or of whom the actor's agent acts for."""
    person = acting_person(context)
    return context.one(sql.ONE, member=person) if person is not None else None


def acting_person(context: Context) -> MemberId | None:
    """The actor, or whom they act for as an agent; None for the host, its agents, and who is outside."""
    agent = context.agent
    return agent.acts_for if agent is not None else context.member_or_none


def acts_protected(context: Context) -> bool:
    """Whether the quiet rules hold for the actor, or for whom they act for as an agent."""
    person = acting_person(context)
    if person is None:
        return False
    known = context.once(own_age)
    return known is None or known.protected or known.valid_until <= context.now
