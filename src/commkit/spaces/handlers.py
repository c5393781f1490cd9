"""How spaces are created, changed, ordered and archived, and what other nouns ask of them."""

from uuid import UUID

from attrs import evolve

from commkit.communities import lock_community
from commkit.members import Group, GroupId, add_to_kept_group, create_kept_group
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.sessions.context import Context
from commkit.spaces import statements as sql
from commkit.spaces.facts import SpaceArchived, SpaceCreated, SpaceReopened, SpacesOrdered, SpaceUpdated
from commkit.spaces.feature import spaces
from commkit.spaces.joining.queries import check_may_manage_audience
from commkit.spaces.messages import ArchiveSpace, CreateSpace, OrderSpaces, ReopenSpace, UpdateSpace
from commkit.spaces.moderators.handlers import add_moderator
from commkit.spaces.policy import MAX_SPACES, archived, check_kinds, check_slug
from commkit.spaces.queries import check_may_change
from commkit.spaces.records import Space, SpaceId, SpaceJoinPolicy
from commkit.spaces.tables import space

_UPDATABLE = ("title", "purpose", "kinds", "rules", "listed", "join_policy")


@spaces.loads(Space, table=space, space=lambda context, space: space.id)
def fetch_space(context: Context, id: UUID) -> Space | None:
    """Load a space that the actor may see."""
    return context.one(sql.ONE, id=id) if context.can("spaces.read") else None


@spaces.handles(CreateSpace)
def create_space(context: Context, command: CreateSpace) -> Space:
    """Find or make the audience, then add the space; who makes a private one is its first member and moderator."""
    check_slug(command.slug)
    check_kinds(context.community_type, command.kinds)
    parent = context.get(Space, command.parent) if command.parent is not None else None
    if parent is not None:
        check_may_change(context, parent)
    if command.listed:
        check_room_for_listed(context)
    audience, walled = _audience_of_new(context, command, parent)
    own = command.private or (command.audience is not None and (parent is None or parent.audience is None))
    if command.join_policy is not SpaceJoinPolicy.INVITE and not own:
        raise _no_audience()
    made = add_space(
        context,
        slug=command.slug,
        title=command.title,
        purpose=command.purpose,
        parent=command.parent,
        kinds=command.kinds,
        rules=command.rules,
        audience=audience,
        walled=walled,
        listed=command.listed,
        join_policy=command.join_policy,
    )
    mine = context.member_or_none
    if command.private and audience is not None and mine is not None:
        add_to_kept_group(context, audience, mine, kept_by=spaces.name)
        add_moderator(context, made, mine)
    return made


def add_space(
    context: Context,
    *,
    slug: str,
    title: str,
    purpose: str = "",
    parent: SpaceId | None = None,
    kinds: tuple[str, ...] = (),
    rules: str = "",
    audience: GroupId | None = None,
    walled: bool = False,
    listed: bool = False,
    join_policy: SpaceJoinPolicy = SpaceJoinPolicy.INVITE,
    kept_by: str = "",
) -> Space:
    """Add a space, behind all that are listed.

    Raises:
        Conflict: The slug is taken.
    """
    ((position,),) = context.rows(sql.COUNT_LISTED)
    made = Space(
        id=SpaceId(context.new_id()),
        slug=slug,
        title=title,
        purpose=purpose,
        parent=parent,
        kinds=kinds,
        rules=rules,
        audience=audience,
        walled=walled,
        listed=listed,
        join_policy=join_policy,
        kept_by=kept_by,
        created_at=context.now,
    )
    if not context.run(sql.ADD, made, position=position):
        raise Conflict("spaces.slug_taken", f"the name {slug!r} is taken; choose another", slug=slug)
    context.emit(SpaceCreated(space=made.id))
    return made


@spaces.handles(UpdateSpace)
def update_space(context: Context, command: UpdateSpace) -> Space:
    """Lock the space, then change the fields that are given."""
    before = _locked(context, command.space, need="spaces.update")
    changes = {name: value for name in _UPDATABLE if (value := getattr(command, name)) is not None}
    after = evolve(before, **changes)
    check_kinds(context.community_type, command.kinds or ())
    if command.join_policy not in (None, SpaceJoinPolicy.INVITE) and not has_own_audience(context, before):
        raise _no_audience()
    if command.join_policy not in (None, before.join_policy):
        check_may_manage_audience(context, before)
    if after.listed and not before.listed:
        check_room_for_listed(context)
    context.run(sql.UPDATE, id=after.id, **{f"new_{name}": getattr(after, name) for name in _UPDATABLE})
    context.emit(SpaceUpdated(space=after.id))
    return after


@spaces.handles(OrderSpaces)
def order_spaces(context: Context, command: OrderSpaces) -> tuple[Space, ...]:
    """Number the spaces beside each other."""
    if command.parent is not None:
        context.get(Space, command.parent)
    lock_community(context)  # two orders at once are not mixed
    beside = {found.id: found for found in context.rows(sql.LISTED) if found.parent == command.parent}
    if len(set(command.spaces)) != len(command.spaces) or not beside.keys() >= set(command.spaces):
        raise Invalid.field(
            "spaces", "not_beside", "name listed spaces that are beside each other, each once"
        )
    order = dict.fromkeys((*command.spaces, *beside))
    positions = [{"id": id, "new_position": position} for position, id in enumerate(order)]
    context.run_many(sql.SET_POSITION, positions)
    context.emit(SpacesOrdered(parent=command.parent))
    return tuple(beside[id] for id in order)


@spaces.handles(ArchiveSpace)
def archive_space(context: Context, command: ArchiveSpace) -> Space:
    """Close the space; whoever writes in it now has locked its row, and is through first."""
    found = context.get(Space, command.space, need="spaces.archive")
    check_may_change(context, found)
    if not context.run(sql.ARCHIVE, id=found.id, now=context.now):
        raise archived()
    context.emit(SpaceArchived(space=found.id))
    return evolve(found, archived_at=context.now)


@spaces.handles(ReopenSpace)
def reopen_space(context: Context, command: ReopenSpace) -> Space:
    """Open the space again."""
    found = context.get(Space, command.space, need="spaces.archive")
    check_may_change(context, found)
    if not context.run(sql.REOPEN, id=found.id):
        raise Conflict("spaces.not_archived", "this space is open")
    context.emit(SpaceReopened(space=found.id))
    return evolve(found, archived_at=None)


def check_room_for_listed(context: Context) -> None:
    """Check that one more space may be listed.

    Raises:
        Conflict: There are as many as a community may have.
    """
    lock_community(context)  # two at once cannot both be the last that the limit allows
    if context.rows(sql.COUNT_LISTED)[0][0] >= MAX_SPACES:
        raise Conflict("spaces.too_many", f"a community lists at most {MAX_SPACES} spaces; unlist one first")


def has_own_audience(context: Context, found: Space) -> bool:
    """Whether members come into a space's audience by this space, not by the one that it is a part of."""
    if found.audience is None or found.parent is None:
        return found.audience is not None
    above = context.one(sql.ANY, id=found.parent)
    return above is None or above.audience != found.audience


def _audience_of_new(
    context: Context, command: CreateSpace, parent: Space | None
) -> tuple[GroupId | None, bool]:
    """The audience of a new space, and whether it is walled."""
    above = parent.audience if parent is not None else None
    behind_wall = parent is not None and parent.walled
    if command.walled and not command.private:
        raise Invalid.field("walled", "no_audience", "only a private space has a wall: give private=True")
    if command.private:
        if command.audience is not None:
            raise Invalid.field("audience", "two_audiences", "give a group, or private=True, not both")
        walled = command.walled or behind_wall
        made = create_kept_group(context, kept_by=spaces.name, title=command.title, walled=walled)
        return made.id, walled
    if command.audience is None:
        return above, behind_wall
    found = context.get(Group, command.audience)
    if found.kept_by and found.id != above:
        raise Denied("spaces.group_kept", f"this group is kept by {found.kept_by!r}; choose another one")
    if above not in (None, found.id):
        raise Conflict(
            "spaces.audience_too_wide",
            "this group may hold others than the parent's audience; leave it out, or give private=True",
        )
    context.rows(sql.KEEP_GROUP, group=found.id)
    return context.get(Group, found.id).id, found.walled


def _locked(context: Context, id: SpaceId, *, need: str) -> Space:
    """A space that the actor may change, as it is while nobody else changes it."""
    seen = context.get(Space, id, need=need)
    check_may_change(context, seen)
    context.run(sql.LOCK, id=seen.id)
    return context.get(Space, id)


def _no_audience() -> Conflict:
    return Conflict(
        "spaces.no_audience",
        "nobody joins a space without an audience of its own; give private=True or a group",
    )
