"""What can be done with groups, and what is told of it."""

from typing import Annotated

from attrs import frozen

from commkit.members.groups.records import Group, GroupId
from commkit.members.records import Membership
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.storage.pages import Cursor, Page
from commkit.runtime.values.validation import Text

_Name = Annotated[str, Text(max=64)]
_Title = Annotated[str, Text(max=200)]


@frozen
class CreateGroup(Command[Group]):
    """Make a group.

    Args:
        name: How it is mentioned: lower-case letters, digits and inner hyphens.
        title: What it is called.
        open: Whether members may go in and out by themselves.

    Raises:
        Conflict: There is a group of this name.
        Invalid: The name has other letters.
    """

    permission = "members.manage_groups"
    personal = ()

    name: _Name
    title: _Title
    open: bool = False


@frozen
class DeleteGroup(Command[None]):
    """Dissolve a group; its members stay members.

    Raises:
        NotFound: There is no such group.
    """

    permission = "members.manage_groups"
    group: GroupId


@frozen
class AddGroupMember(Command[Group]):
    """Put somebody into a group; to do it twice changes nothing.

    Raises:
        NotFound: There is no such group, or nobody of this id inside.
    """

    permission = "members.manage_groups"
    group: GroupId
    member: MemberId


@frozen
class RemoveGroupMember(Command[Group]):
    """Take somebody out of a group; to do it twice changes nothing.

    Raises:
        NotFound: There is no such group.
    """

    permission = "members.manage_groups"
    group: GroupId
    member: MemberId


@frozen
class JoinGroup(Command[Group]):
    """Go into an open group.

    Raises:
        NotFound: There is no such group.
        Denied: It is not open.
    """

    permission = "members.join_group"
    group: GroupId


@frozen
class LeaveGroup(Command[Group]):
    """Go out of a group.

    Raises:
        NotFound: There is no such group.
    """

    permission = "members.join_group"
    group: GroupId


@frozen
class ListGroups(Query[tuple[Group, ...]]):
    """All groups of the community, by name; a community has at most 200."""

    permission = "members.read"


@frozen
class ListGroupMembers(Query[Page[Membership]]):
    """Who is in a group, those first who joined the community first.

    Raises:
        NotFound: There is no such group.
    """

    permission = "members.read"
    personal = ()

    group: GroupId
    limit: int = 50
    after: Cursor | None = None


@frozen
class GroupCreated(Fact):
    """A group was made."""

    name = "members.group_created"
    group: GroupId


@frozen
class GroupDeleted(Fact):
    """A group was dissolved."""

    name = "members.group_deleted"
    group: GroupId


@frozen
class GroupJoined(Fact):
    """Somebody is in a group now."""

    name = "members.group_joined"
    group: GroupId
    member: MemberId


@frozen
class GroupLeft(Fact):
    """Somebody is in a group no more."""

    name = "members.group_left"
    group: GroupId
    member: MemberId
