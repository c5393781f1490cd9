"""The groups of a directory."""

from datetime import datetime

from attrs import frozen

from commkit import MemberId
from commkit.members import GroupId


@frozen(kw_only=True)
class DirectoryGroup:
    """A group of a directory, which is a group of the community that this plugin keeps.

    Attributes:
        id: Its id, which is that of the community's group and of the SCIM resource, too.
        title: Its name there.
        external_id: The id that the directory has for it; empty for none.
        created_at: When it was provisioned.
        updated_at: When the directory last changed it.
        version: Counts the changes.
    """

    id: GroupId
    title: str
    external_id: str
    created_at: datetime
    updated_at: datetime
    version: int


@frozen
class DirectoryMember:
    """Who is in a group.

    Attributes:
        group: The group.
        member: Who.
    """

    group: GroupId
    member: MemberId


@frozen
class FoundGroups:
    """A page of groups.

    Attributes:
        total: How many there are on all pages.
        items: Those of this page, in order.
        members: Who is in these; empty where they were not asked for.
    """

    total: int
    items: tuple[DirectoryGroup, ...]
    members: tuple[DirectoryMember, ...] = ()
