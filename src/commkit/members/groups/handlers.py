"""What happens when groups are made, entered and left."""

import re
from uuid import UUID

from attrs import evolve

from commkit.members.feature import members
from commkit.members.groups import statements as sql
from commkit.members.groups.messages import (
    AddGroupMember,
    CreateGroup,
    DeleteGroup,
    GroupCreated,
    GroupDeleted,
    GroupJoined,
    GroupLeft,
    JoinGroup,
    LeaveGroup,
    ListGroupMembers,
    ListGroups,
    RemoveGroupMember,
)
from commkit.members.groups.records import Group, GroupId
from commkit.members.handlers import viewer
from commkit.members.messages import MemberLeft, MembershipStatusChanged
from commkit.members.records import Membership, MembershipStatus
from commkit.members.statements import COUNT_MEMBERS
from commkit.runtime.model.errors import Conflict, Denied, Invalid, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_GROUPS = 200


@members.loads(Group)
def fetch_group(context: Context, id: UUID) -> Group | None:
    """A group, for those who may see the members."""
    return context.one(sql.ONE, id=id) if context.can("members.read") else None


@members.handles(CreateGroup)
def create_group(context: Context, command: CreateGroup) -> Group:
    """A group with nobody in it."""
    if not _NAME.fullmatch(command.name):
        raise Invalid.field("name", "bad_name", "use lower-case letters, digits and inner hyphens")
    context.run(
        COUNT_MEMBERS, change=0
    )  # the community's row is the lock: two cannot both be the last that fits
    if context.rows(sql.COUNT)[0][0] >= _MAX_GROUPS:
        raise Conflict(
            "members.too_many_groups", f"a community has at most {_MAX_GROUPS} groups; remove one first"
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
    """The group goes, its members stay."""
    found = context.get(Group, command.group)
    context.run(
        sql.COUNT_MEMBERS_OF, id=found.id, change=0
    )  # the group's row is the lock: nobody enters from here on
    context.run(sql.MARK_ALL_MEMBERS, id=found.id)
    context.run(sql.DELETE_ALL_MEMBERS, id=found.id)
    if context.run(sql.DELETE, id=found.id):
        context.emit(GroupDeleted(group=found.id))


@members.handles(AddGroupMember)
def add_group_member(context: Context, command: AddGroupMember) -> Group:
    """Somebody is put in."""
    found = context.get(Group, command.group)
    return _add_member(context, found, context.get(Membership, command.member).id)


@members.handles(JoinGroup)
def join_group(context: Context, command: JoinGroup) -> Group:
    """Through an open door."""
    found = context.get(Group, command.group)
    if not found.open:
        raise Denied("members.group_closed", "this group takes nobody by themselves; ask a steward")
    return _add_member(context, found, context.member)


@members.handles(RemoveGroupMember)
def remove_group_member(context: Context, command: RemoveGroupMember) -> Group:
    """Somebody is taken out."""
    return _remove_member(context, context.get(Group, command.group), command.member)


@members.handles(LeaveGroup)
def leave_group(context: Context, command: LeaveGroup) -> Group:
    """Out again."""
    return _remove_member(context, context.get(Group, command.group), context.member)


@members.handles(ListGroups)
def list_groups(context: Context, query: ListGroups) -> tuple[Group, ...]:
    """All of them; their number is limited."""
    return tuple(context.rows(sql.ALL))


@members.handles(ListGroupMembers)
def list_group_members(context: Context, query: ListGroupMembers) -> Page[Membership]:
    """The members of a group."""
    found = context.get(Group, query.group)
    size = page_size(query.limit)
    after = decode_cursor(query.after, 16) if query.after else bytes(16)
    rows = context.rows(sql.PAGE, group=found.id, after=UUID(bytes=after), size=size + 1, **viewer(context))
    return cut(rows, size, lambda one: one.id.bytes)


@members.reacts_to(MemberLeft, MembershipStatusChanged)
def leave_all_groups(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Who leaves the community or is banned leaves its groups."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    for (group,) in context.rows(sql.GROUPS_OF_MEMBER, member=fact.member):
        if context.run(sql.DELETE_MEMBER, group=group, member=fact.member):
            context.run(sql.COUNT_MEMBERS_OF, id=group, change=-1)
            context.emit(GroupLeft(group=group, member=fact.member))


def find_group_by_name(context: Context, name: str) -> Group | None:
    """The group that a mention means, or None."""
    return context.one(sql.BY_NAME, name=name)


def _add_member(context: Context, found: Group, member: MemberId) -> Group:
    # Who leaves the community at this moment holds the membership's row, who dissolves the group the group's.
    if not context.run(sql.LOCK_CURRENT_MEMBERSHIP, member=member):
        raise NotFound("runtime.not_found", "there is no such membership here, or it is not for you to see")
    if not context.run(sql.COUNT_MEMBERS_OF, id=found.id, change=0):
        raise NotFound("runtime.not_found", "there is no such group here, or it is not for you to see")
    if context.run(sql.ADD_MEMBER, group=found.id, member=member, at=context.now):
        context.run(sql.COUNT_MEMBERS_OF, id=found.id, change=1)
        context.emit(GroupJoined(group=found.id, member=member))
    return context.get(Group, found.id)


def _remove_member(context: Context, found: Group, member: MemberId) -> Group:
    if context.run(sql.DELETE_MEMBER, group=found.id, member=member):
        context.run(sql.MARK_MEMBER, member=member)
        mine = context.membership
        if mine is not None and mine.id == member:
            context.changed(membership=evolve(mine, version=mine.version + 1))
        context.run(sql.COUNT_MEMBERS_OF, id=found.id, change=-1)
        context.emit(GroupLeft(group=found.id, member=member))
    return context.get(Group, found.id)
