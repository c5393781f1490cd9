"""The commands and queries of spaces."""

from typing import Annotated

from attrs import field, frozen

from commkit.members import GroupId
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.values.sizes import Items
from commkit.runtime.values.texts import Text
from commkit.spaces.records import Space, SpaceId, SpaceJoinPolicy

Slug = Annotated[str, Text(max=64, multiline=False)]
SpaceTitle = Annotated[str, Text(max=200, multiline=False)]
Purpose = Annotated[str, Text(max=1_000, min=0)]
Rules = Annotated[str, Text(max=40_000, min=0)]
KindName = Annotated[str, Text(max=64, multiline=False)]


@frozen
class CreateSpace(TextCommand[Space]):
    """Create a space.

    Attributes:
        slug: Its name in addresses: lower-case letters, digits and inner hyphens.
        title: Its title.
        purpose: What it is for.
        parent: The space that it is a part of; it stays so. Its audience is never wider than its parent's: without one
            of its own it has the parent's, and whoever comes into its own must be in the parent's.
        kinds: The kinds of posts that may be opened in it; empty for all of the community's type.
        rules: Its rules, in Markdown.
        audience: A group that sees what stands in it, kept by people as before.
        private: Whether it gets an audience of its own, which people come into by the commands of spaces; the actor
            is its first member and moderator.
        walled: Whether nobody outside of that audience sees in, stewards and owners included. It stays so.
        listed: Whether it is in the list of spaces.
        join_policy: How members come into its own audience, or into the group.

    Raises:
        NotFound: There is no such parent or group for this actor.
        Conflict: The slug is taken, the audience would be wider than the parent's, or there are 500 listed spaces.
        Invalid: The slug or a kind is malformed, or the wall has no audience of its own.
    """

    permission = "spaces.create"
    creates = True
    shown = ("slug", "title", "purpose", "rules")
    personal = ()

    slug: Slug
    title: SpaceTitle
    purpose: Purpose = field(default="", kw_only=True)
    parent: SpaceId | None = field(default=None, kw_only=True)
    kinds: tuple[KindName, ...] = field(default=(), kw_only=True)
    rules: Rules = field(default="", kw_only=True)
    audience: GroupId | None = field(default=None, kw_only=True)
    private: bool = field(default=False, kw_only=True)
    walled: bool = field(default=False, kw_only=True)
    listed: bool = field(default=True, kw_only=True)
    join_policy: SpaceJoinPolicy = field(default=SpaceJoinPolicy.INVITE, kw_only=True)


@frozen
class UpdateSpace(TextCommand[Space]):
    """Change a space; fields that are None keep their values.

    Attributes:
        space: The space.
        title: Its title.
        purpose: What it is for.
        kinds: The kinds of posts that may be opened in it from now on.
        rules: Its rules, in Markdown.
        listed: Whether it is in the list of spaces.
        join_policy: How members come into its audience.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: A feature keeps it, or it is walled and the actor stands outside.
        Conflict: It has no audience of its own to come into, or there are 500 listed spaces.
        Invalid: A kind is malformed.
    """

    permission = "spaces.update"
    shown = ("title", "purpose", "rules")
    personal = ()

    space: SpaceId
    title: SpaceTitle | None = field(default=None, kw_only=True)
    purpose: Purpose | None = field(default=None, kw_only=True)
    kinds: tuple[KindName, ...] | None = field(default=None, kw_only=True)
    rules: Rules | None = field(default=None, kw_only=True)
    listed: bool | None = field(default=None, kw_only=True)
    join_policy: SpaceJoinPolicy | None = field(default=None, kw_only=True)


@frozen
class OrderSpaces(Command[tuple[Space, ...]]):
    """Put the spaces beside each other in an order.

    Attributes:
        spaces: Those that come first, in order; the others keep their order behind them.
        parent: The space that they are parts of; None for those at the top.

    Raises:
        NotFound: There is no such parent for this actor.
        Invalid: One is elsewhere, or is named twice.
    """

    permission = "spaces.order"

    spaces: Annotated[tuple[SpaceId, ...], Items(max=10_000)]
    parent: SpaceId | None = None


@frozen
class ArchiveSpace(Command[Space]):
    """Close a space: nothing is added to it; what stands in it is read, edited and reacted to as before.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: A feature keeps it, or it is walled and the actor stands outside.
        Conflict: It is archived already.
    """

    permission = "spaces.archive"

    space: SpaceId


@frozen
class ReopenSpace(Command[Space]):
    """Open an archived space for writing again.

    Raises:
        NotFound: There is no such space for this actor.
        Denied: A feature keeps it, or it is walled and the actor stands outside.
        Conflict: It is not archived.
    """

    permission = "spaces.archive"

    space: SpaceId


@frozen
class ListSpaces(Query[tuple[Space, ...]]):
    """List the spaces that are listed and that the actor may see: each followed by those that are parts of it.

    Beside each other they are in the order that stewards gave them.
    """

    permission = "spaces.read"


@frozen
class ReadSpace(Query[Space]):
    """Read a space by its id.

    Raises:
        NotFound: There is no such space for this actor.
    """

    permission = "spaces.read"

    space: SpaceId


@frozen
class FindSpace(Query[Space]):
    """Read a space by its name in addresses.

    Raises:
        NotFound: There is no such space for this actor.
    """

    permission = "spaces.read"
    personal = ()

    slug: Slug
