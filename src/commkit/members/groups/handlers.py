"""How groups are created, joined, left and deleted."""

from uuid import UUID

from attrs import evolve

from commkit.communities import is_slug, lock_community
from commkit.members.agents import statements as agents_sql
from commkit.members.blocks.queries import check_not_blocked_by
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
from commkit.members.groups.tables import group
from commkit.members.records import Membership, MembershipKind
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import not_there


@members.loads(Group, table=group)
def fetch_group(context: Context, id: UUID) -> Group | None:
    """Load a group, for those who may see the members; one that a feature keeps, for its own members only."""
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
    found = _changeable(context, command.group)
    if not lock_group(context, found.id):  # nobody joins from here on, and it becomes nobody's audience
        raise not_there(Group)
    context.emit(GroupDeleted(group=found.id))  # ahead of it: who needs the group says so while it is there
    context.run(sql.MARK_ALL_MEMBERS, id=found.id)
    context.run(sql.DELETE_ALL_MEMBERS, id=found.id)
    context.run(sql.DELETE, id=found.id)


@members.handles(AddGroupMember)
def add_group_member(context: Context, command: AddGroupMember) -> Group:
    """Add a member to a group."""
    found = _changeable(context, command.group)
    member = context.get(Membership, command.member).id
    if add_to_group(context, found, member):
        check_not_blocked_by(context, member)
    return context.get(Group, found.id)


@members.handles(JoinGroup)
def join_group(context: Context, command: JoinGroup) -> Group:
    """Add the actor to an open group."""
    found = _changeable(context, command.group)
    if not found.open:
        raise Denied("members.group_closed", "this group takes nobody by themselves; ask a steward")
    add_to_group(context, found, context.member)
    return context.get(Group, found.id)


@members.handles(RemoveGroupMember)
def remove_group_member(context: Context, command: RemoveGroupMember) -> Group:
    """Remove a member from a group."""
    found = _changeable(context, command.group)
    remove_from_group(context, found, command.member)
    return context.get(Group, found.id)


@members.handles(LeaveGroup)
def leave_group(context: Context, command: LeaveGroup) -> Group:
    """Remove the actor from a group."""
    found = _changeable(context, command.group)
    remove_from_group(context, found, context.member)
    return context.get(Group, found.id)


def lock_group(context: Context, id: GroupId) -> bool:
    """Lock a group's row until the commit; False where there is none, or it was deleted in the meantime."""
    return context.run(sql.CHANGE_MEMBER_COUNT, id=id, change=0) > 0


def lock_member(context: Context, member: MemberId) -> bool:
    """Lock the membership of somebody inside until the commit; False for who is outside.

    Whoever leaves the community, or is banned, locks it too: what is given to a member under this lock is taken away
    by what follows their leaving.
    """
    return lock_kind(context, member) is not None


def lock_kind(context: Context, member: MemberId) -> MembershipKind | None:
    """Lock a membership as `lock_member` does; gives whose it is, None for who is outside."""
    locked: list[tuple[MembershipKind]] = context.rows(sql.LOCK_CURRENT_MEMBERSHIP, member=member)
    return locked[0][0] if locked else None


def end_rights(context: Context, member: MemberId) -> None:
    """Refuse what a member's open sessions still do by rights that they lose now; the actor lock sees to it."""
    context.run(sql.MARK_MEMBER, member=member)
    mine, agent = context.membership, context.agent
    if mine is not None and mine.id == member:
        context.adopt_own_change(membership=evolve(mine, version=mine.version + 1))
    elif agent is not None and agent.acts_for == member:
        context.adopt_own_change(principal_version=agent.version + 1)


def add_to_group(context: Context, found: Group, member: MemberId) -> bool:
    """Add a member to a group; gives whether they were not in it.

    Raises:
        NotFound: The group was deleted, or the member is outside the community.
        Denied: The member is an agent, and whom it acts for is not in the group.
    """
    # Whoever leaves the community now has locked the membership's row, whoever deletes the group the group's.
    kind = lock_kind(context, member)
    if kind is None:
        raise not_there(Membership)
    if not lock_group(context, found.id):
        raise not_there(Group)
    return add_to_locked_group(context, found, member, kind)


def add_to_locked_group(context: Context, found: Group, member: MemberId, kind: MembershipKind) -> bool:
    """Add a member to a group, both of which are locked; gives whether they were not in it.

    Raises:
        Denied: The member is an agent, and whom it acts for is not in the group.
    """
    if kind is MembershipKind.AGENT and context.rows(
        agents_sql.IS_AHEAD_OF_MEMBER, group=found.id, member=member
    ):
        raise Denied("members.agent_ahead", "whom this agent acts for is not in this group; add them first")
    if not context.run(sql.ADD_MEMBER, group=found.id, member=member, at=context.now):
        return False
    context.run(sql.CHANGE_MEMBER_COUNT, id=found.id, change=1)
    context.emit(GroupJoined(group=found.id, member=member))
    return True


def remove_from_group(context: Context, found: Group, member: MemberId) -> bool:
    """Remove a member from a group; gives whether they were in it."""
    if not context.run(sql.DELETE_MEMBER, group=found.id, member=member):
        return False
    end_rights(context, member)
    context.run(sql.CHANGE_MEMBER_COUNT, id=found.id, change=-1)
    context.emit(GroupLeft(group=found.id, member=member))
    return True


def _changeable(context: Context, id: GroupId) -> Group:
    """A group that people change by themselves."""
    found = context.get(Group, id)
    if found.kept_by:
        raise Denied(
            "members.group_kept", f"this group is kept by {found.kept_by!r}, and changed by its commands only"
        )
    return found
