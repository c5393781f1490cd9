"""The commands that import what is kept, the queries that show it, and the command that hands it over to a feature."""

from typing import Annotated, Literal

from attrs import field, frozen

from commkit.importers.kept.records import (
    ExternalBadge,
    ExternalBounty,
    ExternalClosing,
    ExternalLink,
    ExternalPage,
    ExternalPostEvent,
    HandOver,
    ImportedBadge,
    ImportedBounty,
    ImportedClosing,
    ImportedId,
    ImportedLink,
    ImportedPage,
    ImportedPostEvent,
)
from commkit.importers.messages import MANY, ImportCommand
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page


@frozen
class ImportLinks(ImportCommand):
    """Import links between posts that were imported before.

    Attributes:
        links: The links.
    """

    personal = ()

    links: Annotated[tuple[ExternalLink, ...], MANY]


@frozen
class ImportBadges(ImportCommand):
    """Import badges of members who were imported before.

    Attributes:
        badges: The badges.
    """

    personal = ("badges",)

    badges: Annotated[tuple[ExternalBadge, ...], MANY]


@frozen
class ImportClosings(ImportCommand):
    """Import closings of posts that were imported before. The states of the posts stay as they are.

    Attributes:
        closings: The closings.
    """

    personal = ("closings",)

    closings: Annotated[tuple[ExternalClosing, ...], MANY]


@frozen
class ImportBounties(ImportCommand):
    """Import bounties on posts that were imported before.

    Attributes:
        bounties: The bounties.
    """

    personal = ("bounties",)

    bounties: Annotated[tuple[ExternalBounty, ...], MANY]


@frozen
class ImportPostEvents(ImportCommand):
    """Import what else happened to posts that were imported before. The posts stay as they are.

    Attributes:
        events: What happened.
    """

    personal = ("events",)

    events: Annotated[tuple[ExternalPostEvent, ...], MANY]


@frozen
class ImportPages(ImportCommand):
    """Import the pages on which threads stood that were imported before; a thread may have several.

    Attributes:
        pages: The pages.
    """

    personal = ()

    pages: Annotated[tuple[ExternalPage, ...], MANY]


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

    kind: Literal["links", "badges", "closings", "bounties", "post events", "pages"]
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


@frozen
class ListImportedPages(Query[Page[ImportedPage]]):
    """List the pages of a host on which a thread stood elsewhere, the oldest first.

    Attributes:
        post: The opening post of the thread.

    Raises:
        NotFound: There is no such post for this actor.
    """

    permission = "importers.read"
    personal = ()

    post: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
