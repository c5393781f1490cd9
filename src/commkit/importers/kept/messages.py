"""The commands that import what is kept, the queries that show it, and the command that hands it over to a feature."""

from typing import Annotated, Literal
from uuid import UUID

from attrs import field, frozen

from commkit.importers.kept.records import (
    ExternalBadge,
    ExternalBounty,
    ExternalClosing,
    ExternalLink,
    ExternalPostEvent,
    HandOver,
    ImportedBadge,
    ImportedBounty,
    ImportedClosing,
    ImportedId,
    ImportedLink,
    ImportedPostEvent,
)
from commkit.importers.records import ImportResult, Source
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.sizes import Items

_MANY = Items(max=10_000)


@frozen
class ImportLinks(Command[ImportResult]):
    """Import links between posts that were imported before.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        links: The links.
    """

    permission = "importers.import"
    personal = ()
    max_text = None
    host_only = True

    source: Source
    run: UUID
    links: Annotated[tuple[ExternalLink, ...], _MANY]


@frozen
class ImportBadges(Command[ImportResult]):
    """Import badges of members who were imported before.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        badges: The badges.
    """

    permission = "importers.import"
    personal = ("badges",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    badges: Annotated[tuple[ExternalBadge, ...], _MANY]


@frozen
class ImportClosings(Command[ImportResult]):
    """Import closings of posts that were imported before. The states of the posts stay as they are.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        closings: The closings.
    """

    permission = "importers.import"
    personal = ("closings",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    closings: Annotated[tuple[ExternalClosing, ...], _MANY]


@frozen
class ImportBounties(Command[ImportResult]):
    """Import bounties on posts that were imported before.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        bounties: The bounties.
    """

    permission = "importers.import"
    personal = ("bounties",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    bounties: Annotated[tuple[ExternalBounty, ...], _MANY]


@frozen
class ImportPostEvents(Command[ImportResult]):
    """Import what else happened to posts that were imported before. The posts stay as they are.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        events: What happened.
    """

    permission = "importers.import"
    personal = ("events",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    events: Annotated[tuple[ExternalPostEvent, ...], _MANY]


@frozen
class HandOverImported(Command[HandOver]):
    """Offer records that were kept to the feature of the community's type that takes them now.

    For a plugin that came after the import, and for a community whose type changed. Send it until `last` is None; then
    every record was offered once, and what was not taken stays kept.

    Attributes:
        kind: Which records.
        after: The `last` of the batch before.
        limit: How many, 1 to 1,000.

    Raises:
        Conflict: No feature of the community's type takes them.
        Invalid: The limit is out of range.
    """

    permission = "importers.import"
    personal = ()
    host_only = True

    kind: Literal["links", "badges", "closings", "bounties", "post events"]
    after: ImportedId | None = field(default=None, kw_only=True)
    limit: int = field(default=500, kw_only=True)


@frozen
class ListImportedLinks(Query[Page[ImportedLink]]):
    """List the links from and to a post that were made elsewhere, the oldest first.

    A link is shown to who may see both posts.

    Attributes:
        post: The post.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "importers.read"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListImportedBadges(Query[Page[ImportedBadge]]):
    """List the badges that a member was given elsewhere, the oldest first.

    Attributes:
        member: Who.

    Raises:
        NotFound: There is no such member, or the actor may not see them.
    """

    permission = "importers.read"
    personal = ()

    member: MemberId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListImportedClosings(Query[Page[ImportedClosing]]):
    """List when a post was closed and reopened elsewhere, the oldest first.

    Attributes:
        post: The post.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "importers.read"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListImportedBounties(Query[Page[ImportedBounty]]):
    """List the bounties of a post elsewhere, the oldest first.

    Attributes:
        post: The post.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "importers.read"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListImportedPostEvents(Query[Page[ImportedPostEvent]]):
    """List what else happened to a post elsewhere, the oldest first.

    Attributes:
        post: The post.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "importers.read"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
