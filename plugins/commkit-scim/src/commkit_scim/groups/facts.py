"""What happens to the groups of a directory; who joins and leaves them is told by the facts of groups."""

from attrs import frozen

from commkit import Fact
from commkit.members import GroupId


@frozen
class GroupProvisioned(Fact):
    """A group was provisioned by a directory."""

    name = "scim.group_provisioned"
    visible_to = "scim.read_groups"
    group: GroupId


@frozen
class GroupChanged(Fact):
    """A directory gave a group another name, or other members."""

    name = "scim.group_changed"
    visible_to = "scim.read_groups"
    group: GroupId


@frozen
class GroupRemoved(Fact):
    """A directory removed a group."""

    name = "scim.group_removed"
    visible_to = "scim.read_groups"
    deleted = ("group",)
    group: GroupId
