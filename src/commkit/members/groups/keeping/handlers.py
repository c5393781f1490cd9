"""What a feature does with the groups that it keeps; called by its own handlers, which check who may.

A group that is kept cannot be changed by the commands of groups, only by these functions, and only in the name of who
keeps it.
"""

from collections.abc import Collection, Iterable, Iterator

from attrs import evolve

from commkit.members.groups import statements as sql
from commkit.members.groups.facts import GroupCreated, GroupDeleted, GroupJoined, GroupLeft
from commkit.members.groups.handlers import (
    add_to_locked_group,
    lock_group,
    lock_kind,
    remove_from_group,
)
from commkit.members.groups.records import Group, GroupId, ManyInGroup
from commkit.members.records import Membership
from commkit.runtime.model.errors import NotFound, PluginError
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import not_there

_AT_ONCE = 10_000
"""Members in one statement, at most: both databases take more parameters than these."""


def create_kept_group(context: Context, *, kept_by: str, title: str, walled: bool = False) -> Group:
    """Create a group that a feature keeps, without members.

    Args:
        context: The context of the command.
        kept_by: The name of the feature.
        title: Its title, up to 200 characters.
        walled: Whether nobody else sees what it is the audience of, whatever their role. It stays so.

    Raises:
        PluginError: No feature of this community has that name.
    """
    if kept_by not in context.dispatch.features:
        raise PluginError("members.unknown_keeper", f"no feature of this community is named {kept_by!r}")
    id = GroupId(context.new_id())
    made = Group(id, f"kept-{id.hex}", title, False, context.now, 0, walled, kept_by)
    context.run(sql.ADD, made)
    context.emit(GroupCreated(group=made.id))
    return made


def rename_kept_group(context: Context, group: GroupId, title: str, *, kept_by: str) -> None:
    """Give a kept group another title.

    Args:
        context: The context of the command.
        group: The group.
        title: Its title, up to 200 characters.
        kept_by: The name of the feature.

    Raises:
        NotFound: There is no such group.
        PluginError: Somebody else keeps the group.
    """
    context.run(sql.RENAME, id=_kept(context, group, kept_by).id, new_title=title)


def add_to_kept_group(context: Context, group: GroupId, member: MemberId, *, kept_by: str) -> bool:
    """Add a member to a kept group; gives whether they were not in it.

    Raises:
        NotFound: There is no such group, or nobody such inside the community.
        PluginError: Somebody else keeps the group.
    """
    kind = lock_kind(context, member)  # ahead of the group, as whoever leaves the community does
    found = _kept(context, group, kept_by)
    if kind is None:
        raise not_there(Membership)
    return add_to_locked_group(context, found, member, kind)


def remove_from_kept_group(context: Context, group: GroupId, member: MemberId, *, kept_by: str) -> bool:
    """Remove a member from a kept group; gives whether they were in it.

    Raises:
        NotFound: There is no such group.
        PluginError: Somebody else keeps the group.
    """
    return remove_from_group(context, _kept(context, group, kept_by), member)


def change_kept_group(
    context: Context,
    group: GroupId,
    *,
    kept_by: str,
    add: Collection[MemberId] = (),
    remove: Collection[MemberId] = (),
) -> None:
    """Add many members to a kept group and remove many, in as many statements as for one of each.

    Who is outside the community, or an agent, is not added. Agents leave with the members whom they act for.

    Args:
        context: The context of the command.
        group: The group.
        kept_by: The name of the feature.
        add: Who is in it from now on.
        remove: Who is not in it any more.

    Raises:
        NotFound: There is no such group.
        PluginError: Somebody else keeps the group.
    """
    inside = {id for part in _parts(add) for (id,) in context.rows(sql.LOCK_PERSONS, members=part)}
    found = _kept(context, group, kept_by)
    leaving = {
        id for part in _parts(remove) for (id,) in context.rows(sql.MEMBERS_AMONG, id=found.id, members=part)
    }
    leaving |= {
        id
        for part in _parts(leaving)
        for (id,) in context.rows(sql.AGENTS_OF_MEMBERS, id=found.id, members=part)
    }
    known = {
        id for part in _parts(inside) for (id,) in context.rows(sql.MEMBERS_AMONG, id=found.id, members=part)
    }
    joining = sorted(inside - known)
    for part in _parts(leaving):
        context.run(sql.DELETE_MEMBERS, id=found.id, members=part)
    _end_rights_of(context, leaving)
    context.run_many(
        sql.ADD_MEMBER, [{"group": found.id, "member": member, "at": context.now} for member in joining]
    )
    if change := len(joining) - len(leaving):
        context.run(sql.CHANGE_MEMBER_COUNT, id=found.id, change=change)
    _tell(context, found.id, joining, leaving)


def empty_kept_group(context: Context, group: GroupId, *, kept_by: str) -> None:
    """Remove everybody from a kept group; in as many statements however many they are.

    Raises:
        NotFound: There is no such group.
        PluginError: Somebody else keeps the group.
    """
    found = _kept(context, group, kept_by)
    leaving = {id for (id,) in context.rows(sql.ALL_MEMBERS, id=found.id)}
    context.run(sql.MARK_ALL_MEMBERS, id=found.id)
    _adopt_own(context, leaving)
    context.run(sql.DELETE_ALL_MEMBERS, id=found.id)
    if leaving:
        context.run(sql.CHANGE_MEMBER_COUNT, id=found.id, change=-len(leaving))
    _tell(context, found.id, (), leaving)


def delete_kept_group(context: Context, group: GroupId, *, kept_by: str) -> None:
    """Delete a kept group; its members stay members of the community.

    Raises:
        NotFound: There is no such group.
        PluginError: Somebody else keeps the group.
        Conflict: It is the audience of a space or of a thread.
    """
    found = _kept(context, group, kept_by)
    context.emit(GroupDeleted(group=found.id))  # ahead of it: who needs the group says so while it is there
    leaving = {id for (id,) in context.rows(sql.ALL_MEMBERS, id=found.id)}
    context.run(sql.MARK_ALL_MEMBERS, id=found.id)
    _adopt_own(context, leaving)
    context.run(sql.DELETE_ALL_MEMBERS, id=found.id)
    context.run(sql.DELETE, id=found.id)


def _end_rights_of(context: Context, leaving: Collection[MemberId]) -> None:
    for part in _parts(leaving):
        context.run(sql.MARK_MEMBERS, members=part)
    _adopt_own(context, leaving)


def _adopt_own(context: Context, leaving: Collection[MemberId]) -> None:
    """Let the session go on of who leaves a group by their own command; see `end_rights`."""
    mine, agent = context.membership, context.agent
    if mine is not None and mine.id in leaving:
        context.adopt_own_change(membership=evolve(mine, version=mine.version + 1))
    if agent is not None and agent.acts_for in leaving:
        context.adopt_own_change(principal_version=agent.version + 1)


def _tell(context: Context, group: GroupId, joining: Iterable[MemberId], leaving: Iterable[MemberId]) -> None:
    context.note(ManyInGroup(group))
    for member in joining:
        context.emit(GroupJoined(group=group, member=member))
    for member in sorted(leaving):
        context.emit(GroupLeft(group=group, member=member))


def _parts(members: Collection[MemberId]) -> Iterator[list[MemberId]]:
    """The members in parts that a statement takes."""
    ordered = sorted(members)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def _kept(context: Context, id: GroupId, kept_by: str) -> Group:
    """The group, whether or not the actor is in it; locked, so that members come and go one after the other."""
    if not lock_group(context, id):
        raise NotFound("runtime.not_found", "there is no such group here, or it is not for you to see")
    (found,) = context.rows(sql.ANY, id=id)
    if found.kept_by != kept_by:
        raise PluginError(
            "members.group_kept_by_other",
            f"this group is kept by {found.kept_by or 'people'}, not {kept_by!r}",
        )
    return found
