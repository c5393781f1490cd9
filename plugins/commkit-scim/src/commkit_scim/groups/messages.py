"""What a directory says and asks of its groups."""

from typing import Annotated

from attrs import frozen

from commkit import Command, Items, MemberId, Query, Text
from commkit.members import GroupId
from commkit_scim.groups.records import DirectoryGroup, DirectoryMember, FoundGroups
from commkit_scim.policy import PROVISION
from commkit_scim.users.messages import Filter, Sort

_Title = Annotated[str, Text(max=200, multiline=False)]
_ExternalId = Annotated[str, Text(min=0, max=255, multiline=False)]
_Members = Annotated[tuple[MemberId, ...], Items(50_000)]


@frozen(kw_only=True)
class ProvisionGroup(Command[DirectoryGroup]):
    """Make a group of a directory a group of the community, which this plugin keeps.

    Attributes:
        title: Its name there.
        external_id: The id that the directory has for it.
        members: Who is in it: ids of users of the directory.

    Raises:
        NotFound: One of them is no user of the directory.
    """

    permission = PROVISION
    creates = True
    personal = ()

    title: _Title
    external_id: _ExternalId = ""
    members: _Members = ()


@frozen(kw_only=True)
class ChangeGroup(Command[DirectoryGroup]):
    """Take over what a directory says of a group now; what it says already changes nothing.

    Attributes:
        group: Which.
        title: Its name; None keeps it.
        external_id: Its id there; None keeps it.
        add: Who is in it from now on.
        remove: Who is not in it any more.
        only: Whether nobody is in it but those of `add`.
        version: The version that the directory knows; None for any.

    Raises:
        NotFound: There is no such group, or one of those who are added is no user of the directory.
        Conflict: It was changed since this version.
    """

    permission = PROVISION
    personal = ()

    group: GroupId
    title: _Title | None = None
    external_id: _ExternalId | None = None
    add: _Members = ()
    remove: _Members = ()
    only: bool = False
    version: int | None = None


@frozen(kw_only=True)
class IsGroupChanged(Query[bool]):
    """Whether a `ChangeGroup` with these values would change anything.

    Attributes:
        group: Which.
        title: As for `ChangeGroup`.
        external_id: As for `ChangeGroup`.
        add: As for `ChangeGroup`.
        remove: As for `ChangeGroup`.
        only: As for `ChangeGroup`.

    Raises:
        NotFound: There is no such group.
    """

    permission = PROVISION
    personal = ()

    group: GroupId
    title: _Title | None = None
    external_id: _ExternalId | None = None
    add: _Members = ()
    remove: _Members = ()
    only: bool = False


@frozen(kw_only=True)
class RemoveGroup(Command[None]):
    """Delete a group of a directory; its members stay members of the community.

    Attributes:
        group: Which.
        version: The version that the directory knows; None for any.

    Raises:
        NotFound: There is no such group.
        Conflict: It was changed since this version, or is the audience of a space or of a thread.
    """

    permission = PROVISION

    group: GroupId
    version: int | None = None


@frozen
class ReadGroup(Query[DirectoryGroup]):
    """Read a group of a directory, without its members.

    Raises:
        NotFound: There is no such group, or not for this actor.
    """

    permission = "scim.read_groups"

    group: GroupId


@frozen
class ListMembersOfGroup(Query[tuple[DirectoryMember, ...]]):
    """List who is in a group as the directory says, also those who have no access now.

    Raises:
        NotFound: There is no such group.
    """

    permission = PROVISION

    group: GroupId


@frozen(kw_only=True)
class FindGroups(Query[FoundGroups]):
    """Find groups of a directory by a filter of RFC 7644.

    Attributes:
        filter: The filter; empty for all.
        sort_by: The attribute that says the order; the order of their ids where it is empty.
        descending: Whether the order is the other way round.
        start: The place of the first one, from 1.
        count: How many, 0 to 200.
        members: Whether who is in them is told, too.

    Raises:
        Invalid: The filter or the order cannot be read, or names what there is not.
    """

    permission = PROVISION
    personal = ("filter",)

    filter: Filter = ""
    sort_by: Sort = ""
    descending: bool = False
    start: int = 1
    count: int = 100
    members: bool = True
