"""How JSON Feed is read: https://www.jsonfeed.org/version/1.1."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from commkit_feedreader.documents.records import FeedUnreadable, SourceEntry, SourceFeed, SourceText

_VERSION = "://jsonfeed.org/version/1"
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def is_json(body: bytes) -> bool:
    """Whether a document looks like JSON, whatever its headers say."""
    beginning = body[:200]
    for mark in _MARKS:
        beginning = beginning.removeprefix(mark)
    return beginning.replace(b"\0", b"").lstrip().startswith(b"{")


def read_json(body: bytes, *, url: str, max_entries: int, cut: bool) -> SourceFeed:
    """Read a JSON Feed. Of one that is cut nothing can be read.

    Args:
        body: The document.
        url: Where it was fetched.
        max_entries: How many entries are read.
        cut: Whether it ends before its end.

    Raises:
        FeedUnreadable: It is none, or it is cut.
    """
    if cut:
        raise FeedUnreadable(
            "feedreader.too_large", "a JSON Feed is read as a whole, and this one is too large for that"
        )
    try:
        found = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise FeedUnreadable(
            "feedreader.not_a_feed", f"the document is no JSON ({type(error).__name__})"
        ) from error
    version = _text(found, "version") if isinstance(found, dict) else ""
    items = found.get("items") if isinstance(found, dict) else None
    if _VERSION not in version or not isinstance(items, list):
        raise FeedUnreadable("feedreader.not_a_feed", "the document is JSON, and no JSON Feed")
    base = _text(found, "feed_url") or url
    entries = [_entry(item, base) for item in items[:max_entries] if isinstance(item, dict)]
    return SourceFeed(
        format="json11" if version.rstrip("/").endswith("1.1") else "json10",
        id=_text(found, "feed_url"),
        title=SourceText(_text(found, "title")),
        link=_address(found, "home_page_url", base),
        entries=tuple(entries),
        cut=len(items) > max_entries,
    )


def _entry(item: dict[str, Any], base: str) -> SourceEntry:
    html = _text(item, "content_html")
    text = html or _text(item, "content_text") or _text(item, "summary")
    return SourceEntry(
        id=_id(item.get("id")),
        link=_address(item, "url", base) or _address(item, "external_url", base),
        title=SourceText(_text(item, "title")),
        text=SourceText(text, bool(html), base),
        published=_moment(_text(item, "date_published")),
        updated=_moment(_text(item, "date_modified")),
    )


def _id(value: Any) -> str:
    """An id; the format asks readers to make a text of one that is a number."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number and abs(value) < 10**18 else ""


def _text(values: dict[str, Any], name: str) -> str:
    found = values.get(name)
    return found if isinstance(found, str) else ""


def _address(values: dict[str, Any], name: str, base: str) -> str:
    try:
        return urljoin(base, _text(values, name)) if _text(values, name) else ""
    except ValueError:
        return ""


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment >= _EARLIEST else None
