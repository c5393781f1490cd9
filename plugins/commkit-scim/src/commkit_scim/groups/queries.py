"""How groups of a directory are found and read."""

from collections.abc import Collection, Iterator

from commkit import Conflict, Context, MemberId
from commkit.members import GroupId
from commkit_scim.feature import scim
from commkit_scim.filters.sorting.statements import group_order
from commkit_scim.filters.statements import group_condition
from commkit_scim.groups import statements as sql
from commkit_scim.groups.messages import (
    ChangeGroup,
    FindGroups,
    IsGroupChanged,
    ListMembersOfGroup,
    ReadGroup,
)
from commkit_scim.groups.policy import GroupDifference, in_parts
from commkit_scim.groups.records import DirectoryGroup, DirectoryMember, FoundGroups
from commkit_scim.users.queries import check_range


@scim.loads(DirectoryGroup)
def fetch_group(context: Context, id: GroupId) -> DirectoryGroup | None:
    """Load a group for a directory, and for who reads what directories say."""
    if not (context.can("scim.provision") or context.can("scim.read_groups")):
        return None
    return context.one(sql.ONE, id=id)


@scim.handles(ReadGroup)
def read_group(context: Context, query: ReadGroup) -> DirectoryGroup:
    """Load the group."""
    return context.get(DirectoryGroup, query.group)


@scim.handles(ListMembersOfGroup)
def list_members_of_group(context: Context, query: ListMembersOfGroup) -> tuple[DirectoryMember, ...]:
    """Load the group, then who is in it."""
    return tuple(context.rows(sql.MEMBERS_OF, ids=[context.get(DirectoryGroup, query.group).id]))


@scim.handles(FindGroups)
def find_groups(context: Context, query: FindGroups) -> FoundGroups:
    """Count them, read a page of them, and who is in these."""
    start, count = check_range(query.start, query.count)
    counting, paging = sql.find(
        group_condition(query.filter), group_order(query.sort_by), descending=query.descending
    )
    ((total,),) = context.rows(counting)
    rows = context.rows(paging, count=count, skipped=start - 1) if count and start <= total else []
    wanted = [row.id for row in rows] if query.members else []
    members = context.rows(sql.MEMBERS_OF, ids=wanted) if wanted else []
    return FoundGroups(total, tuple(rows), tuple(members))


@scim.handles(IsGroupChanged)
def is_group_changed(context: Context, query: IsGroupChanged) -> bool:
    """Compare what would be said with what was."""
    return difference(context, context.get(DirectoryGroup, query.group), query).is_any


def difference(
    context: Context, before: DirectoryGroup, said: ChangeGroup | IsGroupChanged
) -> GroupDifference:
    """In what a group differs from what is said of it now.

    Args:
        context: The context of the community.
        before: The group.
        said: What is said.
    """
    told = frozenset(said.add)
    here = frozenset(_present(context, before.id, None if said.only else [*said.add, *said.remove]))
    title = before.title if said.title is None else said.title
    external_id = before.external_id if said.external_id is None else said.external_id
    return GroupDifference(
        title=title,
        external_id=external_id,
        renamed=(title, external_id) != (before.title, before.external_id),
        joining=told - here,
        leaving=here - told if said.only else (here & frozenset(said.remove)) - told,
    )


def _present(context: Context, group: GroupId, among: Collection[MemberId] | None) -> Iterator[MemberId]:
    """Who is in a group as the directory said: all, or those of some."""
    if among is None:
        yield from (id for (id,) in context.rows(sql.ALL_MEMBERS, id=group))
        return
    for part in in_parts(set(among)):
        yield from (id for (id,) in context.rows(sql.MEMBERS_AMONG, id=group, members=part))


def lock_group(context: Context, id: GroupId) -> DirectoryGroup:
    """A group that the actor may load, locked until the commit.

    Raises:
        NotFound: There is no such group.
        Conflict: It was removed in the meantime.
    """
    found = context.one(sql.LOCK, id=context.get(DirectoryGroup, id).id)
    if found is None:
        raise Conflict("scim.stale", "this group was removed in the meantime; read it again")
    return found
