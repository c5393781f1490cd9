"""What a feature does with the groups that it keeps; called by its own handlers, which check who may.

A group that is kept cannot be changed by the commands of groups, only by these functions, and only in the name of who
keeps it.
"""

from commkit.members.groups import statements as sql
from commkit.members.groups.facts import GroupCreated
from commkit.members.groups.handlers import add_to_group, lock_group, remove_from_group
from commkit.members.groups.records import Group, GroupId
from commkit.runtime.model.errors import NotFound, PluginError
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


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
    return add_to_group(context, _kept(context, group, kept_by), member)


def remove_from_kept_group(context: Context, group: GroupId, member: MemberId, *, kept_by: str) -> bool:
    """Remove a member from a kept group; gives whether they were in it.

    Raises:
        NotFound: There is no such group.
        PluginError: Somebody else keeps the group.
    """
    return remove_from_group(context, _kept(context, group, kept_by), member)


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
