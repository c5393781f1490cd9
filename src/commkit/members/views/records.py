"""People as a page shows them."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen

from commkit.members.blocks.records import Block
from commkit.members.records import Membership, MembershipKind
from commkit.runtime.model.fields import FieldValue
from commkit.runtime.model.ids import MemberId


@frozen
class Author:
    """Who wrote or did something, as the reader may see them.

    Attributes:
        member: The member; None after they were erased, and where the host itself did it.
        name: The name that others see; empty where the reader may not know it.
        role: Their role here; empty where the reader does not see their membership, such as that of who left.
        staff: Whether they belong to the company that runs the community.
        key: The host's key of the user; empty for all but the member, and those who decide about requests.
        kind: Whether they are a person or an agent.
    """

    member: MemberId | None
    name: str = ""
    role: str = ""
    staff: bool = False
    key: str = ""
    kind: MembershipKind = MembershipKind.PERSON


@frozen
class MemberView:
    """A member as a page shows them.

    Attributes:
        member: The membership, as `ReadMember` gives it.
        block: How far the reader shuts them out, and since when; None where not at all.
        fields: The values of the fields that the type or the host declared, by name.
        may: The outside names of the commands that the reader may send about them now.
    """

    member: Membership
    block: Block | None
    fields: Mapping[str, FieldValue]
    may: frozenset[str]


@frozen
class ObjectView:
    """An object of any class as inboxes, queues and searches show it.

    Attributes:
        record: The class name of its record.
        object: Its id.
        part_of: The id of the object that a page opens for it: of a reply its thread.
        title: Its title or name; of a reply the title of its thread. Empty where it has none.
        excerpt: The beginning of its text on one line.
        author: The member to whom it belongs; None for nobody.
    """

    record: str
    object: UUID
    part_of: UUID
    title: str
    excerpt: str
    author: Author | None


Authors = Mapping[MemberId, Author]
"""Members by their id; who is not in it is not for the reader to see."""


def author_in(
    authors: Authors, member: MemberId | None, *, name: str = "", staff: bool = False, agent: bool = False
) -> Author:
    """Who did something: as `authors_of` found them, or else with what is known from elsewhere.

    Args:
        authors: What `authors_of` gave.
        member: Who.
        name: The name that the thing itself shows.
        staff: Whether the thing shows them as belonging to the company that runs the community.
        agent: Whether the thing shows them as an agent.
    """
    found = authors.get(member) if member is not None else None
    kind = MembershipKind.AGENT if agent else MembershipKind.PERSON
    return found if found is not None else Author(member, name, staff=staff, kind=kind)
