"""The commands and queries of groups."""

from typing import Annotated

from attrs import frozen

from commkit.members.groups.records import Group, GroupId
from commkit.members.records import Membership
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import Text

_Name = Annotated[str, Text(max=64)]
_Title = Annotated[str, Text(max=200)]


@frozen
class CreateGroup(TextCommand[Group]):
    """Create a group.

    Attributes:
        name: The name it is mentioned by (`@name`): lower-case letters, digits and inner hyphens.
        title: Its title.
        open: Whether members join and leave by themselves.

    Raises:
        Conflict: There is a group of this name, or there are 200 groups already.
        Invalid: The name has other characters.
    """

    permission = "members.manage_groups"
    creates = True
    shown = ("name", "title")
    personal = ()

    name: _Name
    title: _Title
    open: bool = False


@frozen
class DeleteGroup(Command[None]):
    """Delete a group; its members stay members of the community.

    Raises:
        NotFound: There is no such group.
        Denied: A feature keeps it.
        Conflict: It is the audience of a space or of a thread.
    """

    permission = "members.manage_groups"
    group: GroupId


@frozen
class AddGroupMember(Command[Group]):
    """Add a member to a group; repeated, it changes nothing.

    Raises:
        NotFound: There is no such group, or no such member inside.
        Denied: A feature keeps it, the member blocks the actor, or is an agent, and whom it acts for is not in it.
    """

    permission = "members.manage_groups"
    group: GroupId
    member: MemberId


@frozen
class RemoveGroupMember(Command[Group]):
    """Remove a member from a group; repeated, it changes nothing.

    Raises:
        NotFound: There is no such group.
        Denied: A feature keeps it.
    """

    permission = "members.manage_groups"
    group: GroupId
    member: MemberId


@frozen
class JoinGroup(Command[Group]):
    """Join an open group.

    Raises:
        NotFound: There is no such group.
        Denied: It is not open, or a feature keeps it.
    """

    permission = "members.join_group"
    group: GroupId


@frozen
class LeaveGroup(Command[Group]):
    """Leave a group.

    Raises:
        NotFound: There is no such group.
        Denied: A feature keeps it.
    """

    permission = "members.join_group"
    withdraws = True
    group: GroupId


@frozen
class ListGroups(Query[tuple[Group, ...]]):
    """List the groups of the community by name: at most 200, and those of the actor's that features keep."""

    permission = "members.read"


@frozen
class ListGroupMembers(Query[Page[Membership]]):
    """List the members of a group, those first who joined the community first.

    Attributes:
        group: Which.
        limit: Members on a page, 1 to 100.
        after: The `next` of the page before.

    Raises:
        NotFound: There is no such group.
    """

    permission = "members.read"
    personal = ()

    group: GroupId
    limit: int = 50
    after: str | None = None
