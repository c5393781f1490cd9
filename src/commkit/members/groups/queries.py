"""How groups and their members are read."""

from commkit.members.feature import members
from commkit.members.groups import statements as sql
from commkit.members.groups.messages import ListGroupMembers, ListGroups
from commkit.members.groups.records import Group, GroupId
from commkit.members.queries import BY_ID, reader_parameters
from commkit.members.records import Membership
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, Page, page_size


@members.handles(ListGroups)
def list_groups(context: Context, query: ListGroups) -> tuple[Group, ...]:
    """List all groups; their number is limited."""
    return tuple(context.rows(sql.ALL))


@members.handles(ListGroupMembers)
def list_group_members(context: Context, query: ListGroupMembers) -> Page[Membership]:
    """A page of the members of a group."""
    return page_of_group(context, context.get(Group, query.group).id, after=query.after, limit=query.limit)


def page_of_group(context: Context, group: GroupId, *, after: str | None, limit: int) -> Page[Membership]:
    """A page of the members of a group; the caller checks that the actor may see who is in it."""
    (behind,) = BY_ID.within("group", group).decode(after, default=(FIRST_ID,))
    limit = page_size(limit)
    rows = context.rows(sql.PAGE, group=group, after=behind, size=limit + 1, **reader_parameters(context))
    return BY_ID.within("group", group).page(rows, limit, lambda row: (row.id,))


def find_group_by_name(context: Context, name: str) -> Group | None:
    """The group of this name, or None."""
    return context.one(sql.BY_NAME, name=name)
