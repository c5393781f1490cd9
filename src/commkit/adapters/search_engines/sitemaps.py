"""Sitemaps: an index of a community, and sitemaps of its spaces, events and members, of what a visitor may read.

Source: https://www.sitemaps.org/protocol.html: at most 50,000 addresses and 50 MB in one. Each is read as a visitor, in
statements of at most 500 rows, and given in pieces. When a thread last changed is when a post that a visitor sees in it
was last written or edited.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

from attrs import evolve

from commkit.adapters.search_engines.places import Place, place_of
from commkit.crawlers import (
    CrawledPage,
    ListCrawledMembers,
    ListCrawledThreads,
    ListSitemapStarts,
    ListUnlistedMembers,
    ReadCrawlerRules,
    SitemapStart,
)
from commkit.events import EventView, ViewEvents
from commkit.kit import Kit
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page
from commkit.spaces import ListSpaces, SpaceId

SIZE = 10_000
"""Addresses in a sitemap, at most."""
MOST_EVENTS = 1_000
"""Dates of events that are looked through for those to come."""
_ROWS = 500
T = TypeVar("T")
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
    return _index(at, kit.transact(None, community, partial(_indexed, size=size), read_only=True))


def _indexed(session: Session, *, size: int) -> list[tuple[str, dict[str, str]]]:
    """The sitemaps of a community, by name and by what their address asks for; the statements are always as many."""
    _check(session)
    spaces = session.ask(ListSpaces())
    place_of_space = {None: 0} | {space.id: place for place, space in enumerate(spaces, 1)}
    threads = session.ask(ListSitemapStarts(kind="threads", size=size))
    listed = [start for start in threads if start.space in place_of_space]
    listed.sort(
        key=lambda start: place_of_space[start.space]
    )  # stable: those of one space stay in their order
    events = session.ask(ViewEvents(limit=1, rendered=False)).items
    members = session.ask(ListSitemapStarts(kind="members", size=size))
    return [
        ("pages", {}),
        *(("threads", _asked(start)) for start in listed),
        *(("events", {}) for _ in events),
        *(("members", _asked(start)) for start in members),
    ]


def _asked(start: SitemapStart) -> dict[str, str]:
    asked = {"space": str(start.space)} if start.space is not None else {}
    return asked | ({"after": start.after} if start.after is not None else {})


def _index(at: str, found: list[tuple[str, dict[str, str]]]) -> Iterator[str]:
    yield _begin("sitemapindex")
    for name, asked in found:
        yield _entry("sitemap", f"{at}sitemap-{name}.xml{_query(asked)}")
    yield "</sitemapindex>\n"


def pages_sitemap(kit: Kit, community: str | CommunityId) -> Iterator[str]:
    """The sitemap of the community's own page and those of its spaces.

    Args:
        kit: As for `sitemap_index`.
        community: As for `sitemap_index`.

    Raises:
        NotFound: As for `sitemap_index`.
    """
    place, spaces = _read_first(kit, community, lambda session: session.ask(ListSpaces()))
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
    place, page = _read_first(kit, community, _events_page)
    return _urls(_events(kit, community, place, page))


_EventsPage = tuple[Page[EventView], frozenset[MemberId]]


def _events_page(session: Session, after: str | None = None) -> _EventsPage:
    """A page of events, and who among their hosts wants to be in no search engine."""
    page = session.ask(ViewEvents(after=after, limit=100, rendered=False))
    hosts = {view.event.host for view in page.items if view.event.host is not None}
    unlisted = session.ask(ListUnlistedMembers(members=tuple(hosts)))
    return page, frozenset(unlisted)


def _events(
    kit: Kit, community: str | CommunityId, place: Place, first: _EventsPage
) -> Iterator[tuple[str, datetime | None]]:
    """Each event once, however often it takes place."""
    given: set[Any] = set()
    (page, unlisted), looked = first, 0
    while True:
        for event in (view.event for view in page.items):
            if event.id not in given and event.host not in unlisted:
                given.add(event.id)
                yield place.link("Event", event.id), event.updated_at
        looked += len(page.items)
        if page.next is None or looked >= MOST_EVENTS:
            return
        page, unlisted = _read(kit, community, partial(_events_page, after=page.next))


def _listed(
    kit: Kit, community: str | CommunityId, first: ListCrawledThreads | ListCrawledMembers, size: int
) -> Iterator[str]:
    """The pages of one sitemap, statement by statement; the first is asked before anything is given."""
    place, page = _read_first(kit, community, lambda session: session.ask(first))

    def further() -> Iterator[tuple[str, datetime | None]]:
        shown: Page[CrawledPage] = page
        left = size
        while True:
            for found in shown.items:
                yield place.link(found.record, found.object), found.changed_at
            left -= len(shown.items)
            if shown.next is None or left <= 0:
                return
            query = evolve(first, after=shown.next, limit=min(_ROWS, left))
            shown = _read(kit, community, partial(Session.ask, query=query))

    return _urls(further())


def check_listed(kit: Kit, community: str | CommunityId) -> CommunityId:
    """The id of a community that has sitemaps: visitors see it, and it wants to be in search engines.

    Args:
        kit: As for `sitemap_index`.
        community: As for `sitemap_index`.

    Raises:
        NotFound: As for `sitemap_index`.
    """
    return _read(kit, community, _check)


def _check(session: Session) -> CommunityId:
    if not session.ask(ReadCrawlerRules()).indexing:
        raise NotFound(
            "crawlers.not_listed", "this community has no sitemap: it wants to be in no search engine"
        )
    return session.community.id


def _read_first(kit: Kit, community: str | CommunityId, work: Callable[[Session], T]) -> tuple[Place, T]:
    """Where it is, and what a sitemap begins with."""

    def read(session: Session) -> tuple[Place, T]:
        _check(session)
        return place_of(kit, session.community), work(session)

    return _read(kit, community, read)


def _read(kit: Kit, community: str | CommunityId, work: Callable[[Session], T]) -> T:
    """What a visitor reads; each time in a session of its own, since the addresses are the host's to make."""
    return kit.transact(None, community, work, read_only=True)


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
