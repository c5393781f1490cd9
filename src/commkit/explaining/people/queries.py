"""How the person is found whom a question is about."""

from commkit.explaining.people import statements as sql
from commkit.explaining.people.records import Person
from commkit.members import Membership
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.context import Context


def find_person(context: Context, member: MemberId | None) -> Person:
    """Find the person that a question is about, if the actor may ask about them.

    Raises:
        NotFound: There is no such member.
        Denied: The actor may ask about themselves only.
    """
    is_actor = context.actor is not SYSTEM and member == context.member_or_none
    sees_private = is_actor or context.actor is SYSTEM
    if member is None:
        return Person(None, None, None, is_actor, sees_private=True)
    known = context.get(Membership, member, need="explaining.explain")
    found = context.one(sql.KEY, id=member)
    return Person(member, known, found[0] if found else None, is_actor, sees_private)
