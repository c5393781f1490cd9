"""How groups and their members are read."""

from commkit.members.feature import members
from commkit.members.groups import statements as sql
from commkit.members.groups.messages import ListGroupMembers, ListGroups
from commkit.members.groups.records import Group
from commkit.members.queries import BY_ID, viewer
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
    found = context.get(Group, query.group)
    (after,) = BY_ID.decode(query.after, default=(FIRST_ID,))
    limit = page_size(query.limit)
    rows = context.rows(sql.PAGE, group=found.id, after=after, size=limit + 1, **viewer(context))
    return BY_ID.page(rows, limit, lambda row: (row.id,))


def find_group_by_name(context: Context, name: str) -> Group | None:
    """The group of this name, or None."""
    return context.one(sql.BY_NAME, name=name)
