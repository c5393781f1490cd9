"""Who is in the audience of a space, and who asks to be."""

from uuid import UUID

from commkit.members import GroupId, Membership, page_of_group
from commkit.runtime.model.errors import Conflict, Denied
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import not_there
from commkit.runtime.storage.pages import FIRST_ID, Page, keyset, page_size
from commkit.spaces.feature import spaces
from commkit.spaces.joining import statements as sql
from commkit.spaces.joining.messages import ListSpaceMembers, ListSpaceRequests
from commkit.spaces.joining.records import SpaceRequest
from commkit.spaces.queries import check_may_change, sees_in
from commkit.spaces.records import Space

_BY_MEMBER = keyset(UUID, of="spaces.requests")


@spaces.handles(ListSpaceRequests)
def list_space_requests(context: Context, query: ListSpaceRequests) -> Page[SpaceRequest]:
    """Read a page of requests, sorted by the member."""
    found = context.get(Space, query.space, need="spaces.manage_members")
    check_may_change(context, found)
    limit = page_size(query.limit)
    (after,) = _BY_MEMBER.within(found.id).decode(query.after, default=(FIRST_ID,))
    rows = context.rows(sql.REQUESTS, space=found.id, after=after, size=limit + 1)
    return _BY_MEMBER.within(found.id).page(rows, limit, lambda request: (request.member,))


@spaces.handles(ListSpaceMembers)
def list_space_members(context: Context, query: ListSpaceMembers) -> Page[Membership]:
    """Read a page of the audience; who sees the space only as one that may be joined does not learn who is inside."""
    found = context.get(Space, query.space)
    if found.audience is None:
        raise Conflict("spaces.no_audience", "everybody is in this space; list the members of the community")
    if not sees_in(context, found):
        raise not_there(Space)
    return page_of_group(context, found.audience, after=query.after, limit=query.limit)


def is_kept_by_spaces(context: Context, audience: GroupId) -> bool:
    """Whether an audience belongs to a space; else people keep it as a group.

    Raises:
        Denied: Another feature keeps it.
    """
    ((keeper,),) = context.rows(sql.KEEPER, group=audience)
    if keeper not in ("", spaces.name):
        raise Denied(
            "spaces.group_kept", f"its audience is kept by {keeper!r}, and changed by its commands only"
        )
    return bool(keeper)


def check_may_manage_audience(context: Context, found: Space) -> None:
    """Check that the actor may decide who is in the audience of a space.

    A group that people keep may be the audience of other spaces and threads, too: who moderates this one space does
    not decide who is in it.

    Raises:
        Denied: The audience is such a group, and the actor may not manage groups.
    """
    if found.audience is None or is_kept_by_spaces(context, found.audience):
        return
    if not (context.can("spaces.manage_members") or context.can("members.manage_groups")):
        raise Denied(
            "spaces.group_of_people", "its audience is a group of its own; only who manages groups changes it"
        )
