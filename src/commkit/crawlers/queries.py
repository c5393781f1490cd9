"""How preferences, rules and the pages that may be listed are read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from commkit.crawlers import statements as sql
from commkit.crawlers.feature import CrawlerSettings, crawlers
from commkit.crawlers.messages import (
    CrawledKind,
    ListCrawledMembers,
    ListCrawledThreads,
    ListSitemapStarts,
    ListUnlistedMembers,
    ReadCrawlerPreference,
    ReadCrawlerRules,
)
from commkit.crawlers.policy import MAX_SITEMAP, check_named, check_number
from commkit.crawlers.records import CrawledPage, CrawlerPreference, CrawlerRules, SitemapStart
from commkit.members import Membership
from commkit.posts import Post
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID, Keyset, Page, keyset

_READ: dict[CrawledKind, str] = {"threads": "posts.read", "members": "members.read"}
_BY_ID = keyset(UUID, of="crawlers.pages")


@crawlers.handles(ReadCrawlerPreference)
def read_crawler_preference(context: Context, query: ReadCrawlerPreference) -> CrawlerPreference:
    """Read what the member allows; everything where they said nothing."""
    return context.one(sql.PREFERENCE, me=context.member) or CrawlerPreference()


@crawlers.handles(ReadCrawlerRules)
def read_crawler_rules(context: Context, query: ReadCrawlerRules) -> CrawlerRules:
    """Narrow what the community allows by what each member does, in one statement at most."""
    check_named("writers", query.writers)
    allowed = context.settings(CrawlerSettings)
    named = {query.owner, *query.writers} - {None}
    may_say_less = (allowed.training and named) or (allowed.indexing and query.owner is not None)
    if not may_say_less:
        return CrawlerRules(allowed.indexing, allowed.training)
    said = tuple(context.rows(sql.OF_MEMBERS, members=sorted(named)))
    unlisted = any(member == query.owner and not indexing for member, indexing, _ in said)
    untrained = any(not training for _, _, training in said)
    return CrawlerRules(allowed.indexing and not unlisted, allowed.training and not untrained)


@crawlers.handles(ListCrawledThreads)
def list_crawled_threads(context: Context, query: ListCrawledThreads) -> Page[CrawledPage]:
    """A page of threads, with the last change of each that the reader sees."""
    check_number("limit", query.limit, 1_000)
    by_id = _pages_of("threads", query.space)
    (after,) = by_id.decode(query.after, default=(FIRST_ID,))
    if not _lists(context, "threads"):
        return Page(())
    values: dict[str, Any] = {"after": after, "size": query.limit + 1}
    rows = (
        context.rows(sql.THREADS, **values)
        if query.space is None
        else context.rows(sql.THREADS_OF_SPACE, space=query.space, **values)
    )
    found = [_page(Post, id, changed_at) for id, changed_at in rows]
    return by_id.page(found, query.limit, lambda page: (page.object,))


@crawlers.handles(ListCrawledMembers)
def list_crawled_members(context: Context, query: ListCrawledMembers) -> Page[CrawledPage]:
    """A page of members; when a profile changed is not known."""
    check_number("limit", query.limit, 1_000)
    by_id = _pages_of("members", None)
    (after,) = by_id.decode(query.after, default=(FIRST_ID,))
    if not _lists(context, "members"):
        return Page(())
    found = [
        _page(Membership, id, None) for (id,) in context.rows(sql.MEMBERS, after=after, size=query.limit + 1)
    ]
    return by_id.page(found, query.limit, lambda page: (page.object,))


@crawlers.handles(ListSitemapStarts)
def list_sitemap_starts(context: Context, query: ListSitemapStarts) -> tuple[SitemapStart, ...]:
    """One statement for all spaces; the cursors are those of the lists."""
    check_number("size", query.size, MAX_SITEMAP)
    if not _lists(context, query.kind):
        return ()
    rows = context.rows(
        sql.STARTS_OF_MEMBERS if query.kind == "members" else sql.STARTS_OF_THREADS, size=query.size
    )
    return tuple(
        SitemapStart(space, _pages_of(query.kind, space).encode((before,)) if before is not None else None)
        for space, before in rows
    )


@crawlers.handles(ListUnlistedMembers)
def list_unlisted_members(context: Context, query: ListUnlistedMembers) -> tuple[MemberId, ...]:
    """One statement, none for nobody."""
    check_named("members", query.members)
    if not query.members:
        return ()
    said = context.rows(sql.OF_MEMBERS, members=sorted(set(query.members)))
    return tuple(member for member, indexing, _ in said if not indexing)


def _lists(context: Context, kind: CrawledKind) -> bool:
    """Whether the community wants such pages listed, and the actor may read them."""
    return context.settings(CrawlerSettings).indexing and context.can(_READ[kind])


def _pages_of(kind: CrawledKind, space: UUID | None) -> Keyset[tuple[UUID]]:
    return _BY_ID.within(kind, space)


def _page(record: type, id: UUID, changed_at: datetime | None) -> CrawledPage:
    return CrawledPage(record.__name__, id, changed_at)
