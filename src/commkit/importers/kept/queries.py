"""The queries of what was imported and kept."""

from typing import Any
from uuid import UUID

from commkit.importers.feature import importers
from commkit.importers.kept import statements as sql
from commkit.importers.kept.keeping import with_people
from commkit.importers.kept.messages import (
    ListImportedBadges,
    ListImportedBounties,
    ListImportedClosings,
    ListImportedLinks,
    ListImportedPages,
    ListImportedPostEvents,
)
from commkit.importers.kept.records import (
    ImportedBadge,
    ImportedBounty,
    ImportedClosing,
    ImportedLink,
    ImportedPage,
    ImportedPostEvent,
)
from commkit.members import Membership
from commkit.posts import Post
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, keyset, page_size
from commkit.runtime.storage.readers import NOBODY
from commkit.runtime.storage.statements import Statement

_BY_ID = keyset(UUID, of="importers.kept")


@importers.handles(ListImportedLinks)
def list_imported_links(context: Context, query: ListImportedLinks) -> Page[ImportedLink]:
    """Read a page of the links of a post, each with both ends visible."""
    return _page(context, query, sql.VISIBLE_LINKS, context.get(Post, query.post).id)


@importers.handles(ListImportedBadges)
def list_imported_badges(context: Context, query: ListImportedBadges) -> Page[ImportedBadge]:
    """Read a page of the badges of a member whom the actor may see."""
    return _page(context, query, sql.BADGES.page, context.get(Membership, query.member).id)


@importers.handles(ListImportedClosings)
def list_imported_closings(context: Context, query: ListImportedClosings) -> Page[ImportedClosing]:
    """Read a page of the closings of a post."""
    return _page(context, query, sql.CLOSINGS.page, context.get(Post, query.post).id)


@importers.handles(ListImportedBounties)
def list_imported_bounties(context: Context, query: ListImportedBounties) -> Page[ImportedBounty]:
    """Read a page of the bounties of a post."""
    return _page(context, query, sql.BOUNTIES.page, context.get(Post, query.post).id)


@importers.handles(ListImportedPostEvents)
def list_imported_post_events(context: Context, query: ListImportedPostEvents) -> Page[ImportedPostEvent]:
    """Read a page of what else happened to a post."""
    return _page(context, query, sql.EVENTS.page, context.get(Post, query.post).id)


@importers.handles(ListImportedPages)
def list_imported_pages(context: Context, query: ListImportedPages) -> Page[ImportedPage]:
    """Read a page of the pages on which the thread of a post stood."""
    return _page(context, query, sql.PAGES.page, context.get(Post, query.post).id)


def _page(context: Context, query: Any, statement: Statement[Any], of: UUID) -> Page[Any]:
    key, limit = _BY_ID.within(type(query).__name__, of), page_size(query.limit)
    (after,) = key.decode(query.after, default=(NOBODY,))
    rows = context.rows(statement, of=of, after=after, size=limit + 1)
    return key.page(with_people(context, rows), limit, lambda record: (record.id,))
