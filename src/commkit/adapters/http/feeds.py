"""Feeds and calendars over HTTP: for a visitor, or by a token for the member whose it is.

`GET {base}/{community}/-/feeds/...` and `GET {base}/{community}/-/calendar...`; see `feed_resources` for the addresses.
Who is signed in otherwise makes no difference: a feed reader has no session, and what a token shows is its member's.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from attrs import field, frozen

from commkit.adapters.feeds.calendars import MEDIA_TYPE, write_calendar
from commkit.adapters.feeds.sources import FeedSource, read_feed
from commkit.adapters.feeds.texts import rfc822
from commkit.adapters.feeds.writing import FORMATS
from commkit.adapters.http.answers import PUBLIC, matches_tag
from commkit.adapters.http.contract import FILES, Contract, community_of
from commkit.adapters.http.crawling import with_rules
from commkit.adapters.http.feed_tokens import record_use, resolve_token
from commkit.adapters.http.reading import READING, check_method, read_query
from commkit.adapters.http.steps import Call, Plan
from commkit.adapters.http.values import Request, Response
from commkit.adapters.search_engines.places import site_of
from commkit.communities import Site
from commkit.events import ListEventSchedules
from commkit.feeds.contents.records import CORE_PATHS
from commkit.feeds.policy import feed_not_found
from commkit.posts import AttachmentId, AttachmentPort
from commkit.runtime.model.errors import Conflict, Denied, Invalid, NotFound
from commkit.runtime.sessions.session import Session

FEEDS = "/-/feeds/"
"""What the paths of feeds begin with, below a community."""
CALENDARS = {"/-/calendar.ics": False, "/-/calendar/mine.ics": True}
"""The paths of calendars, and whether they are of what the token's member takes part in."""
PRIVATE = "private, max-age=0, must-revalidate"
"""Unlike the answers to messages these may be kept by their reader, which asks with their ETag whether they changed."""
_KINDS = {"spaces": "space", "tags": "tag", "threads": "thread", "members": "member"}
_LISTS = {"threads": "community", "search": "search"}


@frozen
class _Document:
    """What is sent: bytes, their media type, what is in it, and when it last changed, if that is known."""

    body: bytes
    media_type: str
    shown: Any
    updated: datetime | None = None


@frozen
class _Query:
    """The query string of a feed. The token is nowhere shown: it must not get into logs with its request.

    Attributes:
        token: The token; None where there is none.
        text: What is searched for.
        after: Where the page begins; None for the first one.
    """

    token: Any = field(repr=False)
    text: Any
    after: Any = None


def is_feed(path: str) -> bool:
    """Whether a path below a community is that of a feed or a calendar.

    Args:
        path: The path.
    """
    return path in CALENDARS or path.startswith(FEEDS)


def plan_feed(contract: Contract, request: Request, community: str, path: str) -> Plan:
    """The plan of a feed or a calendar.

    Args:
        contract: The contract.
        request: The request.
        community: The segment of its path that names the community.
        path: The path below that.

    Raises:
        BadRequest: The method is wrong, or the query cannot be read.
        Conflict: The host offers no feeds.
        NotFound: There is no such feed for who asks; the same where the community, what the feed is about or the token
            does not exist, where the token was revoked, and where its member may not read here any more.
        Invalid: The query has unknown names, or the search no word.
    """
    check_method(request, *READING)
    site = site_of(contract.kit)
    if not site.base_url:
        raise Conflict(
            "http.no_feeds",
            "to have feeds, give the Kit the address of its site: ports={Site: Site(base_url=...)}",
        )
    query = _read_query(request, path)
    has_files = contract.kit.port(AttachmentPort) is not None
    read = _reader(request, community, path, query, site, has_files=has_files)
    place = community_of(community)
    try:
        owner = (yield from resolve_token(place, query.token)) if query.token is not None else None
        if owner is None and CALENDARS.get(path):
            raise feed_not_found()  # a visitor takes part in nothing
        key = owner.key if owner is not None else None
        work = with_rules(read, public=owner is None)
        document, rules = yield Call(key, place, work, read_only=True)
    except (NotFound, Denied):
        raise feed_not_found() from None
    if owner is not None:
        yield from record_use(place, owner)
    return _answer(request, document, private=owner is not None).with_headers(*rules)


def _read_query(request: Request, path: str) -> _Query:
    values = read_query(request.query)
    token = values.pop("token", None)
    text = values.pop("text", "") if path.startswith(f"{FEEDS}search.") else ""
    after = values.pop("after", None) if path.startswith(FEEDS) else None
    if values:
        raise Invalid.field(min(values), "unknown_field", "give `token`, `after`, and for a search `text`")
    if not isinstance(text, str):
        raise Invalid.field("text", "several", "give one text")
    if not isinstance(after, str | None):
        raise Invalid.field("after", "several", "give the address of one page")
    return _Query(token, text, after)


def _reader(
    request: Request, community: str, path: str, query: _Query, site: Site, *, has_files: bool
) -> Callable[[Session], _Document]:
    """What makes the document at a path.

    Raises:
        NotFound: There is none.
    """
    if path in CALENDARS:
        return partial(_read_calendar, mine=CALENDARS[path])
    name, _, format = path.removeprefix(FEEDS).encode(errors="replace").decode().rpartition(".")
    source = _source(name, query)
    if source is None or format not in FORMATS:
        raise feed_not_found()
    page_url = partial(_page_url, request, query, site)
    return partial(
        _read_feed,
        source=source,
        format=format,
        site=site,
        self_url=page_url(query.after),
        file_url=partial(_file_url, request, community, query.token, site) if has_files else None,
        page_url=page_url,
    )


def _source(name: str, query: _Query) -> FeedSource | None:
    kind, slash, key = name.partition("/")
    if slash and kind in _KINDS:
        return FeedSource(_KINDS[kind], key, query.after) if key else None
    if slash:  # a list of a plugin, perhaps
        return FeedSource(kind, key, query.after) if key and kind not in CORE_PATHS else None
    return FeedSource(_LISTS[kind], query.text, query.after) if kind in _LISTS else None


def _read_feed(session: Session, *, source: FeedSource, format: str, **urls: Any) -> _Document:
    feed = read_feed(session, source, **urls)
    return _Document(FORMATS[format].write(feed), FORMATS[format].media_type, feed, feed.updated)


def _read_calendar(session: Session, *, mine: bool) -> _Document:
    schedules = session.ask(ListEventSchedules(mine=mine))
    return _Document(write_calendar(session, schedules), MEDIA_TYPE, schedules)


def _page_url(request: Request, query: _Query, site: Site, after: str | None) -> str:
    """Where a reader finds a page again. Some go on with this address, so a private one has its token."""
    given = {"text": query.text, "token": query.token, "after": after}
    values = urlencode({name: value for name, value in given.items() if value})
    path = site.absolute(f"{request.base}{quote(request.path, errors='replace')}")
    return f"{path}?{values}" if values else path


def _file_url(request: Request, community: str, token: str | None, site: Site, id: AttachmentId) -> str:
    """Where a file is read; of a private feed by its token, since readers have no other right."""
    path = site.absolute(f"{request.base}/{quote(community, errors='replace')}{FILES}/{id}")
    return f"{path}?{urlencode({'token': token})}" if token else path


def _answer(request: Request, document: _Document, *, private: bool) -> Response:
    """The document with its ETag; 304 where the reader has it already.

    Only the ETag decides: what was removed changes a feed, and no moment of what is left tells of it. Last-Modified is
    told all the same, for readers that show it.
    """
    tag = f'W/"{hashlib.blake2b(document.body, digest_size=12).hexdigest()}"'
    headers = [("ETag", tag), ("Cache-Control", PRIVATE if private else PUBLIC)]
    if private:
        headers.append(
            ("Referrer-Policy", "no-referrer")
        )  # the address, with its token, is for no other site
    if matches_tag(request.headers.get("if-none-match", ""), tag):
        return Response(304, tuple(headers))
    if document.updated is not None:
        headers.append(("Last-Modified", rfc822(document.updated)))
    return Response(200, (("Content-Type", document.media_type), *headers), document.body)
