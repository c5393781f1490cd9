"""Sitemaps: an index of a community, and sitemaps of its spaces, events and members, of what a visitor may read.

Source: https://www.sitemaps.org/protocol.html: at most 50,000 addresses and 50 MB in one. Each is read as a visitor, in
statements of at most 500 rows, and given in pieces. When a thread last changed is when a post that a visitor sees in it
was last written or edited.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

from attrs import evolve

from commkit.adapters.search_engines.places import Place, place_of
from commkit.crawlers import (
    CrawledPage,
    FindSitemapEnd,
    ListCrawledMembers,
    ListCrawledThreads,
    ReadCrawlerRules,
)
from commkit.events import EventView, ViewEvents
from commkit.kit import Kit
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.model.messages import Query
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page
from commkit.spaces import ListSpaces, SpaceId

SIZE = 10_000
"""Addresses in a sitemap, at most."""
MOST_EVENTS = 1_000
"""Dates of events that are looked through for those to come."""
_ROWS = 500
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"


def sitemap_index(kit: Kit, community: str | CommunityId, *, at: str, size: int = SIZE) -> Iterator[str]:
    """The index of a community's sitemaps, in pieces.

    Args:
        kit: The Kit.
        community: The slug or id of the community.
        at: The absolute address below which they are, such as `https://example.org/c/town/-/`: `sitemap-pages.xml`,
            `sitemap-events.xml`, `sitemap-threads.xml` with `space` and `after` in its query, and
            `sitemap-members.xml` with `after`.
        size: Addresses in a sitemap, at most.

    Raises:
        NotFound: Visitors do not see the community, or it wants to be in no search engine.
    """
    _place(kit, community)  # raises before anything is given
    return _index(kit, community, at, size)


def _index(kit: Kit, community: str | CommunityId, at: str, size: int) -> Iterator[str]:
    yield _begin("sitemapindex")
    yield _entry("sitemap", f"{at}sitemap-pages.xml")
    spaces: tuple[SpaceId | None, ...] = (
        None,
        *(space.id for space in _ask(kit, community, ListSpaces())),
    )
    for space in spaces:
        named = {"space": str(space)} if space is not None else {}
        for after in _starts(kit, community, FindSitemapEnd(kind="threads", space=space, size=size)):
            yield _entry("sitemap", f"{at}sitemap-threads.xml{_query(named | after)}")
    if _ask(kit, community, ViewEvents(limit=1, rendered=False)).items:
        yield _entry("sitemap", f"{at}sitemap-events.xml")
    for after in _starts(kit, community, FindSitemapEnd(kind="members", size=size)):
        yield _entry("sitemap", f"{at}sitemap-members.xml{_query(after)}")
    yield "</sitemapindex>\n"


def pages_sitemap(kit: Kit, community: str | CommunityId) -> Iterator[str]:
    """The sitemap of the community's own page and those of its spaces.

    Args:
        kit: As for `sitemap_index`.
        community: As for `sitemap_index`.

    Raises:
        NotFound: As for `sitemap_index`.
    """
    place = _place(kit, community)
    spaces = _ask(kit, community, ListSpaces())
    found = [place.home, *(place.link("Space", space.id) for space in spaces)]
    return _urls((url, None) for url in found)


def threads_sitemap(
    kit: Kit,
    community: str | CommunityId,
    *,
    space: SpaceId | None = None,
    after: str | None = None,
    size: int = SIZE,
) -> Iterator[str]:
    """A sitemap of the threads of a space, or of those in none.

    Args:
        kit: As for `sitemap_index`.
        community: As for `sitemap_index`.
        space: The space.
        after: Where it begins, as the index says.
        size: As for `sitemap_index`.

    Raises:
        NotFound: As for `sitemap_index`.
        Invalid: `after` is from no index.
    """
    first = ListCrawledThreads(space=space, after=after, limit=min(_ROWS, size))
    return _listed(kit, community, first, size)


def members_sitemap(
    kit: Kit, community: str | CommunityId, *, after: str | None = None, size: int = SIZE
) -> Iterator[str]:
    """A sitemap of the pages of members.

    Args:
        kit: As for `sitemap_index`.
        community: As for `sitemap_index`.
        after: As for `threads_sitemap`.
        size: As for `sitemap_index`.

    Raises:
        NotFound: As for `sitemap_index`.
        Invalid: `after` is from no index.
    """
    return _listed(kit, community, ListCrawledMembers(after=after, limit=min(_ROWS, size)), size)


def events_sitemap(kit: Kit, community: str | CommunityId) -> Iterator[str]:
    """The sitemap of events to come, without those whose host wants to be in no search engine.

    Args:
        kit: As for `sitemap_index`.
        community: As for `sitemap_index`.

    Raises:
        NotFound: As for `sitemap_index`.
    """
    return _urls(_events(kit, community, _place(kit, community)))


def _events(kit: Kit, community: str | CommunityId, place: Place) -> Iterator[tuple[str, datetime | None]]:
    """Each event once, however often it takes place."""
    given: set[Any] = set()
    wanted: dict[MemberId | None, bool] = {}
    after, looked = None, 0
    while looked < MOST_EVENTS:
        page: Page[EventView] = _ask(kit, community, ViewEvents(after=after, limit=100, rendered=False))
        for event in (view.event for view in page.items):
            if event.id in given:
                continue
            given.add(event.id)
            if event.host not in wanted:
                wanted[event.host] = _ask(kit, community, ReadCrawlerRules(owner=event.host)).indexing
            if wanted[event.host]:
                yield place.link("Event", event.id), event.updated_at
        looked += len(page.items)
        if page.next is None:
            return
        after = page.next


def _listed(
    kit: Kit, community: str | CommunityId, first: ListCrawledThreads | ListCrawledMembers, size: int
) -> Iterator[str]:
    """The pages of one sitemap, statement by statement; the first is asked before anything is given."""
    place = _place(kit, community)
    page: Page[CrawledPage] = _ask(kit, community, first)

    def further() -> Iterator[tuple[str, datetime | None]]:
        shown, left = page, size
        while True:
            for found in shown.items:
                yield place.link(found.record, found.object), found.changed_at
            left -= len(shown.items)
            if shown.next is None or left <= 0:
                return
            shown = _ask(kit, community, evolve(first, after=shown.next, limit=min(_ROWS, left)))

    return _urls(further())


def _starts(kit: Kit, community: str | CommunityId, query: FindSitemapEnd) -> Iterator[dict[str, str]]:
    """Where each sitemap of a list begins."""
    after: dict[str, str] = {}
    while True:
        end = _ask(kit, community, evolve(query, after=after.get("after")))
        if end.pages:
            yield after
        if end.next is None:
            return
        after = {"after": end.next}


def _place(kit: Kit, community: str | CommunityId) -> Place:
    """Where; the community must want to be found."""

    def read(session: Session) -> Place | None:
        return place_of(kit, session.community) if session.ask(ReadCrawlerRules()).indexing else None

    place = kit.transact(None, community, read, read_only=True)
    if place is None:
        raise NotFound(
            "crawlers.not_listed", "this community has no sitemap: it wants to be in no search engine"
        )
    return place


def _ask(kit: Kit, community: str | CommunityId, query: Query[Any]) -> Any:
    return kit.transact(None, community, lambda session: session.ask(query), read_only=True)


def _urls(found: Iterator[tuple[str, datetime | None]]) -> Iterator[str]:
    """The sitemap of some addresses; those that have none are left out."""
    yield _begin("urlset")
    for url, changed_at in found:
        if url:
            yield _entry("url", url, changed_at)
    yield "</urlset>\n"


def _begin(element: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} xmlns="{_NAMESPACE}">\n'


def _entry(element: str, url: str, changed_at: datetime | None = None) -> str:
    changed = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    return f"<{element}><loc>{escape(quote(url, safe=_IN_ADDRESSES))}</loc>{changed}</{element}>\n"


def _query(values: dict[str, str]) -> str:
    return f"?{urlencode(values)}" if values else ""
