"""The facts of groups."""

from attrs import frozen

from commkit.members.groups.records import GroupId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen
class GroupCreated(Fact):
    """A group was created."""

    name = "members.group_created"
    visible_to = "members.read"
    group: GroupId


@frozen
class GroupDeleted(Fact):
    """A group was deleted."""

    name = "members.group_deleted"
    visible_to = "members.read"
    group: GroupId


@frozen
class GroupJoined(Fact):
    """Somebody joined a group or was added to it."""

    name = "members.group_joined"
    visible_to = "members.read"
    changes_sight_of = "member"
    group: GroupId
    member: MemberId


@frozen
class GroupLeft(Fact):
    """Somebody left a group or was removed from it."""

    name = "members.group_left"
    visible_to = "members.read"
    changes_sight_of = "member"
    group: GroupId
    member: MemberId
