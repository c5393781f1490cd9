"""How spaces are read."""

from collections.abc import Iterator, Sequence

from commkit.members import GroupId, ManyInGroup
from commkit.runtime.model.errors import Denied, NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import SYSTEM_ROLE
from commkit.runtime.sessions.context import Context
from commkit.spaces import statements as sql
from commkit.spaces.feature import spaces
from commkit.spaces.messages import FindSpace, ListSpaces, ReadSpace
from commkit.spaces.policy import check_kept_by_people
from commkit.spaces.records import Space, SpaceId


@spaces.handles(ReadSpace)
def read_space(context: Context, query: ReadSpace) -> Space:
    """Load the space."""
    return context.get(Space, query.space)


@spaces.handles(FindSpace)
def find_space(context: Context, query: FindSpace) -> Space:
    """Find the space by its name in addresses."""
    found = context.one(sql.BY_SLUG, slug=query.slug)
    if found is None:
        raise NotFound("runtime.not_found", "there is no such space here, or it is not for you to see")
    return found


@spaces.handles(ListSpaces)
def list_spaces(context: Context, query: ListSpaces) -> tuple[Space, ...]:
    """Read all listed spaces, whose number is limited, and put each behind the one that it is a part of."""
    return tuple(_in_tree(context.rows(sql.LISTED)))


def is_inside(context: Context, audience: GroupId | None, member: MemberId | None = None) -> bool:
    """Whether a member is in an audience; everybody is in none.

    Args:
        context: The context.
        audience: The audience.
        member: Who; the actor where it is left out.
    """
    if audience is None:
        return True
    who = member or context.member_or_none
    return who is not None and bool(context.rows(sql.IS_INSIDE, group=audience, member=who))


def sees_in(context: Context, found: Space) -> bool:
    """Whether the actor sees what stands in a space that they see: they are inside, or may read all and it has no wall.

    The same rule as `outside_audience`, for what is decided outside of SQL.
    """
    if context.can("spaces.read_walled") or (context.can("spaces.read_all") and not found.walled):
        return True
    return is_inside(context, found.audience)


def check_may_change(context: Context, found: Space) -> None:
    """Check that people may change a space, and that a walled one is changed from inside.

    Raises:
        Denied: A feature keeps it, or it is walled and the actor stands outside.
    """
    check_kept_by_people(found)
    if found.walled and context.role != SYSTEM_ROLE and not is_inside(context, found.audience):
        raise Denied("spaces.walled", "this space is walled: only those inside change it")


def _in_tree(found: Sequence[Space]) -> Iterator[Space]:
    """Each space followed by those that are parts of it; one whose parent is not shown stands at the top."""
    shown = {one.id for one in found}
    below: dict[SpaceId | None, list[Space]] = {}
    for one in found:
        below.setdefault(one.parent if one.parent in shown else None, []).append(one)
    waiting = below.get(None, [])[::-1]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(below.get(one.id, [])[::-1])


def is_many_of_no_audience(context: Context, group: GroupId) -> bool:
    """Whether many come into a group or leave it that is the audience of no space, so that nothing follows here.

    It is asked once for all of them; False where it is only one.
    """
    noted = context.noted(ManyInGroup)
    if noted is None or noted.group != group:
        return False
    known, is_audience = context.once(_noted_audience)
    if known != group:  # another group before it in the same command
        context.forget(_noted_audience)
        known, is_audience = context.once(_noted_audience)
    return not is_audience


def _noted_audience(context: Context) -> tuple[GroupId | None, bool]:
    """The group that many come into or leave, and whether it is the audience of a space."""
    noted = context.noted(ManyInGroup)
    if noted is None:
        return None, True
    return noted.group, bool(context.rows(sql.WITH_AUDIENCE, group=noted.group))
