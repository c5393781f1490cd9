"""How memberships are read."""

from typing import Any
from uuid import UUID

from commkit.communities import Community
from commkit.members import statements as sql
from commkit.members.feature import members
from commkit.members.messages import ListMembers, ListMyCommunities, ReadMember
from commkit.members.records import Membership
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, Page, keyset, page_size

BY_ID = keyset(UUID, of="members.members")


@members.handles(ReadMember)
def read_member(context: Context, query: ReadMember) -> Membership:
    """Load the membership."""
    return context.get(Membership, query.member)


@members.handles(ListMyCommunities)
def list_my_communities(context: Context, query: ListMyCommunities) -> tuple[Community, ...]:
    """Find the memberships by the host's key, which every one of them holds."""
    if not isinstance(context.actor, str):
        return ()
    return tuple(context.rows(sql.COMMUNITIES_OF_KEY, key=context.actor))


@members.handles(ListMembers)
def list_members(context: Context, query: ListMembers) -> Page[Membership]:
    """A page of those inside, or of those of one status."""
    by_id = BY_ID.of_query(query)
    (after,) = by_id.decode(query.after, default=(FIRST_ID,))
    limit = page_size(query.limit)
    values = {"after": after, "size": limit + 1, **reader_parameters(context)}
    if query.status is None:
        rows = context.rows(sql.PAGE, **values)
    else:
        rows = context.rows(sql.PAGE_BY_STATUS, status=query.status, **values)
    return by_id.page(rows, limit, lambda row: (row.id,))


def reader_parameters(context: Context) -> dict[str, Any]:
    """The parameters of `VISIBLE_COLUMNS`: who looks, and whether they see everybody, with key and restrictions."""
    return {"me": context.member_or_none, "sees_all": context.can("members.manage_requests")}
