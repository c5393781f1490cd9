"""How groups are created, joined, left and deleted."""

from uuid import UUID

from attrs import evolve

from commkit.communities import is_slug, lock_community
from commkit.members.feature import members
from commkit.members.groups import statements as sql
from commkit.members.groups.facts import GroupCreated, GroupDeleted, GroupJoined, GroupLeft
from commkit.members.groups.messages import (
    AddGroupMember,
    CreateGroup,
    DeleteGroup,
    JoinGroup,
    LeaveGroup,
    RemoveGroupMember,
)
from commkit.members.groups.policy import MAX_GROUPS
from commkit.members.groups.records import Group, GroupId
from commkit.members.records import Membership
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import not_there


@members.loads(Group)
def fetch_group(context: Context, id: UUID) -> Group | None:
    """Load a group, for those who may see the members."""
    return context.one(sql.ONE, id=id) if context.can("members.read") else None


@members.handles(CreateGroup)
def create_group(context: Context, command: CreateGroup) -> Group:
    """Add a group without members."""
    if not is_slug(command.name):
        raise Invalid.field("name", "bad_name", "use lower-case letters, digits and inner hyphens")
    lock_community(context)  # two at once cannot both be the last that the limit allows
    if context.rows(sql.COUNT)[0][0] >= MAX_GROUPS:
        raise Conflict(
            "members.too_many_groups", f"a community has at most {MAX_GROUPS} groups; remove one first"
        )
    made = Group(
        id=GroupId(context.new_id()),
        name=command.name,
        title=command.title,
        open=command.open,
        created_at=context.now,
        member_count=0,
    )
    if not context.run(sql.ADD, made):
        raise Conflict("members.group_exists", f"there is a group {command.name!r}; choose another name")
    context.emit(GroupCreated(group=made.id))
    return made


@members.handles(DeleteGroup)
def delete_group(context: Context, command: DeleteGroup) -> None:
    """Delete the group; its members stay members of the community."""
    found = context.get(Group, command.group)
    _lock_group(context, found)  # nobody joins from here on
    context.run(sql.MARK_ALL_MEMBERS, id=found.id)
    context.run(sql.DELETE_ALL_MEMBERS, id=found.id)
    if context.run(sql.DELETE, id=found.id):
        context.emit(GroupDeleted(group=found.id))


@members.handles(AddGroupMember)
def add_group_member(context: Context, command: AddGroupMember) -> Group:
    """Add a member to a group."""
    found = context.get(Group, command.group)
    return _add_member(context, found, context.get(Membership, command.member).id)


@members.handles(JoinGroup)
def join_group(context: Context, command: JoinGroup) -> Group:
    """Add the actor to an open group."""
    found = context.get(Group, command.group)
    if not found.open:
        raise Denied("members.group_closed", "this group takes nobody by themselves; ask a steward")
    return _add_member(context, found, context.member)


@members.handles(RemoveGroupMember)
def remove_group_member(context: Context, command: RemoveGroupMember) -> Group:
    """Remove a member from a group."""
    return _remove_member(context, context.get(Group, command.group), command.member)


@members.handles(LeaveGroup)
def leave_group(context: Context, command: LeaveGroup) -> Group:
    """Remove the actor from a group."""
    return _remove_member(context, context.get(Group, command.group), context.member)


def _lock_group(context: Context, found: Group) -> bool:
    """Lock the group's row until the commit; False where it was deleted in the meantime."""
    return context.run(sql.CHANGE_MEMBER_COUNT, id=found.id, change=0) > 0


def _add_member(context: Context, found: Group, member: MemberId) -> Group:
    # Whoever leaves the community now has locked the membership's row, whoever deletes the group the group's.
    if not context.run(sql.LOCK_CURRENT_MEMBERSHIP, member=member):
        raise not_there(Membership)
    if not _lock_group(context, found):
        raise not_there(Group)
    if context.run(sql.ADD_MEMBER, group=found.id, member=member, at=context.now):
        context.run(sql.CHANGE_MEMBER_COUNT, id=found.id, change=1)
        context.emit(GroupJoined(group=found.id, member=member))
    return context.get(Group, found.id)


def _remove_member(context: Context, found: Group, member: MemberId) -> Group:
    if context.run(sql.DELETE_MEMBER, group=found.id, member=member):
        context.run(sql.MARK_MEMBER, member=member)
        mine = context.membership
        if mine is not None and mine.id == member:
            context.adopt_own_change(membership=evolve(mine, version=mine.version + 1))
        context.run(sql.CHANGE_MEMBER_COUNT, id=found.id, change=-1)
        context.emit(GroupLeft(group=found.id, member=member))
    return context.get(Group, found.id)
