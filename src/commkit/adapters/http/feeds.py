"""Feeds and calendars over HTTP: for a visitor, or by a token for the member whose it is.

`GET {base}/{community}/-/feeds/...` and `GET {base}/{community}/-/calendar...`; see `feed_resources` for the addresses.
Who is signed in otherwise makes no difference: a feed reader has no session, and what a token shows is its member's.
"""

import hashlib
import logging
from collections.abc import Callable, Generator
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
from commkit.adapters.http.contract import Contract, community_of
from commkit.adapters.http.crawling import with_rules
from commkit.adapters.http.reading import READING, check_method, read_query
from commkit.adapters.http.steps import Call, Plan
from commkit.adapters.http.values import Request, Response
from commkit.adapters.search_engines.places import site_of
from commkit.communities import Site
from commkit.events import ListEventSchedules
from commkit.feeds.jobs import RecordFeedTokenUse, ResolveFeedToken
from commkit.feeds.records import FeedTokenOwner
from commkit.runtime.model.errors import CommkitError, Conflict, Denied, Invalid, NotFound
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session

logger = logging.getLogger("commkit")

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
    """

    token: Any = field(repr=False)
    text: Any


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
    read = _reader(request, path, query, site)
    place = community_of(community)
    try:
        owner = (yield from _resolve(place, query.token)) if query.token is not None else None
        if owner is None and CALENDARS.get(path):
            raise _no_such_feed()  # a visitor takes part in nothing
        key = owner.key if owner is not None else None
        work = with_rules(read, public=owner is None)
        document, rules = yield Call(key, place, work, read_only=True)
    except (NotFound, Denied):
        raise _no_such_feed() from None
    if owner is not None and owner.use_due:
        yield from _record_use(place, owner)
    return _answer(request, document, private=owner is not None).with_headers(*rules)


def _resolve(place: Any, token: Any) -> Generator[Call, Any, FeedTokenOwner]:
    """For whom a token reads."""
    if not isinstance(token, str):
        raise _no_such_feed()
    query = ResolveFeedToken(token)
    try:
        owner: FeedTokenOwner = yield Call(SYSTEM, place, lambda session: session.ask(query), read_only=True)
    except Invalid:  # too long, or not a text at all: no token either
        raise _no_such_feed() from None
    return owner


def _record_use(place: Any, owner: FeedTokenOwner) -> Generator[Call, Any, None]:
    """Store that a token was used; a feed is read where nothing can be stored, too."""
    command = RecordFeedTokenUse(owner.token)
    try:
        yield Call(SYSTEM, place, lambda session: session.do(command))
    except CommkitError as error:
        logger.warning("feeds.use_not_stored %s", error)


def _read_query(request: Request, path: str) -> _Query:
    values = read_query(request.query)
    token = values.pop("token", None)
    text = values.pop("text", "") if path.startswith(f"{FEEDS}search.") else ""
    if values:
        raise Invalid.field(min(values), "unknown_field", "give `token`, and for a search `text`")
    if not isinstance(text, str):
        raise Invalid.field("text", "several", "give one text")
    return _Query(token, text)


def _reader(request: Request, path: str, query: _Query, site: Site) -> Callable[[Session], _Document]:
    """What makes the document at a path.

    Raises:
        NotFound: There is none.
    """
    if path in CALENDARS:
        return partial(_read_calendar, mine=CALENDARS[path])
    name, _, format = path.removeprefix(FEEDS).encode(errors="replace").decode().rpartition(".")
    source = _source(name, query.text)
    if source is None or format not in FORMATS:
        raise _no_such_feed()
    return partial(
        _read_feed, source=source, format=format, site=site, self_url=_self_url(request, query, site)
    )


def _source(name: str, text: str) -> FeedSource | None:
    kind, slash, key = name.partition("/")
    if slash:
        return FeedSource(_KINDS[kind], key) if kind in _KINDS and key else None
    return FeedSource(_LISTS[kind], text) if kind in _LISTS else None


def _read_feed(session: Session, *, source: FeedSource, format: str, site: Site, self_url: str) -> _Document:
    feed = read_feed(session, source, site=site, self_url=self_url)
    return _Document(FORMATS[format].write(feed), FORMATS[format].media_type, feed, feed.updated)


def _read_calendar(session: Session, *, mine: bool) -> _Document:
    schedules = session.ask(ListEventSchedules(mine=mine))
    return _Document(write_calendar(session, schedules), MEDIA_TYPE, schedules)


def _self_url(request: Request, query: _Query, site: Site) -> str:
    """Where a reader finds the feed again. Some go on with this address, so a private one has its token."""
    given = {"text": query.text, "token": query.token}
    values = urlencode({name: value for name, value in given.items() if value})
    path = site.absolute(f"{request.base}{quote(request.path, errors='replace')}")
    return f"{path}?{values}" if values else path


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


def _no_such_feed() -> NotFound:
    """The one error for every feed that is not there for who asks."""
    return NotFound("feeds.not_found", "there is no such feed here, or not for you; ask for a new address")
