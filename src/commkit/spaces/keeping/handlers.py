"""What a plugin does with the spaces that it keeps; called by its own handlers, which check who may."""

from commkit.members import GroupId
from commkit.runtime.model.errors import NotFound, PluginError
from commkit.runtime.sessions.context import Context
from commkit.spaces import statements as sql
from commkit.spaces.facts import SpaceArchived
from commkit.spaces.handlers import add_space, check_room_for_listed
from commkit.spaces.policy import archived, check_kinds, check_slug
from commkit.spaces.records import Space, SpaceId


def create_kept_space(
    context: Context,
    *,
    kept_by: str,
    slug: str,
    title: str,
    purpose: str = "",
    kinds: tuple[str, ...] = (),
    rules: str = "",
    audience: GroupId | None = None,
    listed: bool = False,
) -> Space:
    """Create a space that a feature keeps; people's commands do not change it, and it is a part of no other.

    Args:
        context: The context of the command.
        kept_by: The name of the feature.
        slug: Its name in addresses: lower-case letters, digits and inner hyphens.
        title: Its title.
        purpose: What it is for.
        kinds: The kinds of posts that may be opened in it; empty for all of the community's type.
        rules: Its rules, in Markdown.
        audience: The group that sees what stands in it, mostly one that the feature keeps too; a walled group walls it.
        listed: Whether it is in the list of spaces.

    Raises:
        PluginError: No feature of this community has that name.
        NotFound: There is no such group.
        Conflict: The slug is taken, or there are 500 listed spaces.
        Invalid: The slug or a kind is malformed.
    """
    if kept_by not in context.dispatch.features:
        raise PluginError("spaces.unknown_keeper", f"no feature of this community is named {kept_by!r}")
    check_slug(slug)
    check_kinds(context.community_type, kinds)
    if listed:
        check_room_for_listed(context)
    walled = False
    if audience is not None:
        group = context.rows(sql.KEEP_GROUP, group=audience)
        if not group:
            raise NotFound("runtime.not_found", "there is no such group here, or it is not for you to see")
        walled = group[0][0]
    return add_space(
        context,
        slug=slug,
        title=title,
        purpose=purpose,
        kinds=kinds,
        rules=rules,
        audience=audience,
        walled=walled,
        listed=listed,
        kept_by=kept_by,
    )


def archive_kept_space(context: Context, space: SpaceId, *, kept_by: str) -> None:
    """Close a space that a feature keeps for writing.

    Raises:
        NotFound: There is no such space.
        PluginError: Somebody else keeps it.
        Conflict: It is archived already.
    """
    found = context.one(sql.ANY, id=space)
    if found is None:
        raise NotFound("runtime.not_found", "there is no such space here, or it is not for you to see")
    if found.kept_by != kept_by:
        raise PluginError(
            "spaces.kept_by_other", f"this space is kept by {found.kept_by or 'people'}, not {kept_by!r}"
        )
    if not context.run(sql.ARCHIVE, id=space, now=context.now):
        raise archived()
    context.emit(SpaceArchived(space=space))
