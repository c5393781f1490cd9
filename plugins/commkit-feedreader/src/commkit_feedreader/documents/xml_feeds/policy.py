"""How RSS and Atom are read, by the library feedparser."""

import calendar
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from commkit_feedreader.documents.guards.policy import check_document
from commkit_feedreader.documents.records import FeedUnreadable, SourceEntry, SourceFeed, SourceText

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_HTML = ("text/html", "application/xhtml+xml")


@cache
def _library() -> Any:
    """The library; it is loaded when the first document is read, and has no types."""
    return import_module("feedparser")


def read_xml(body: bytes, *, url: str, headers: Mapping[str, str], max_entries: int, cut: bool) -> SourceFeed:
    """Read RSS or Atom, well-formed or not.

    Args:
        body: The document.
        url: Where it was fetched.
        headers: Its headers.
        max_entries: How many entries are read.
        cut: Whether it ends before its end.

    Raises:
        FeedUnreadable: It is neither, declares entities, or is too complex.
    """
    data, known = _in_utf8(body, headers)
    checked = check_document(data, max_entries, cut=cut)
    found = _parse(checked.data, known)
    entries = [_entry(entry, url) for entry in found["entries"][:max_entries]]
    feed = found["feed"]
    if not found["version"] and not entries:
        raise FeedUnreadable("feedreader.not_a_feed", "the document is neither RSS, Atom nor JSON Feed")
    return SourceFeed(
        format=found["version"],
        id=_text(feed, "id"),
        title=_rich(feed, "title", url),
        link=_address(feed, url),
        published=_moment(feed, "published_parsed"),
        updated=_moment(feed, "updated_parsed"),
        entries=tuple(entries),
        cut=checked.cut or cut,
    )


def _in_utf8(body: bytes, headers: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    """The document as the library would decode it, with headers that say so: what was checked is what is parsed."""
    result: dict[str, Any] = {}
    _library()
    convert = import_module("feedparser.encodings").convert_to_utf8
    try:
        data: bytes = convert(dict(headers), body, result)
    except (ValueError, LookupError):
        data = body
    if not result.get("encoding"):  # nothing decodes it; what can be read of it is read
        data = data.decode("utf-8", "replace").encode()
    return data, {**headers, "content-type": "application/xml; charset=utf-8"}


def _parse(data: bytes, headers: Mapping[str, str]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # A stream: a text or bytes could be taken for an address, or for the name of a file. The sanitizer of the
            # core cleans what is shown, so the library's own has nothing to do. It is not told the address of the
            # document, to which it would make ids relative as well: they would change when the feed moves.
            return _library().parse(
                BytesIO(data), response_headers=dict(headers), sanitize_html=False, resolve_relative_uris=True
            )
        except Exception as error:
            # The library raises whatever a malformed document makes it stumble over.
            raise FeedUnreadable(
                "feedreader.not_a_feed", f"the document cannot be read as a feed ({type(error).__name__})"
            ) from error


def _entry(entry: Any, url: str) -> SourceEntry:
    return SourceEntry(
        id=_text(entry, "id"),
        link=_address(entry, url),
        title=_rich(entry, "title", url),
        text=_content(entry, url),
        published=_moment(entry, "published_parsed"),
        updated=_moment(entry, "updated_parsed"),
    )


def _content(entry: Any, url: str) -> SourceText:
    """The content that is a text, HTML first; else the summary."""
    contents = dict.get(entry, "content") or []
    texts = [
        each for each in contents if str(dict.get(each, "type", "text/plain")).startswith(("text/", *_HTML))
    ]
    for each in sorted(texts, key=lambda each: dict.get(each, "type") not in _HTML):
        if _text(each, "value").strip():
            return SourceText(_text(each, "value"), dict.get(each, "type") in _HTML, url)
    return _rich(entry, "summary", url)


def _rich(values: Any, name: str, url: str) -> SourceText:
    detail = dict.get(values, f"{name}_detail") or {}
    return SourceText(_text(values, name), dict.get(detail, "type", "text/html") in _HTML, url)


def _address(values: Any, url: str) -> str:
    """The address of the page, made absolute."""
    try:
        return urljoin(url, _page_of(values)) if _page_of(values) else ""
    except ValueError:
        return ""


def _page_of(values: Any) -> str:
    """The link; where the library takes that of an enclosure for it, the alternate one, which is the page."""
    link = _text(values, "link")
    links = [(dict.get(each, "rel"), dict.get(each, "href")) for each in dict.get(values, "links") or []]
    pages = [href for rel, href in links if rel == "alternate" and isinstance(href, str) and href]
    is_other = any(href == link and rel != "alternate" for rel, href in links)
    return pages[0] if is_other and pages and link not in pages else link


def _text(values: Any, name: str) -> str:
    # Not by `values[name]`: the library gives other fields for those that are missing.
    found = dict.get(values, name)
    return found if isinstance(found, str) else ""


def _moment(values: Any, name: str) -> datetime | None:
    found = dict.get(values, name)
    if found is None:
        return None
    try:
        moment = datetime.fromtimestamp(calendar.timegm(found), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return moment if moment >= _EARLIEST else None
