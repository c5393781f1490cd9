"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from typing import Any

import msgspec

from commkit.adapters.feeds.documents import Enclosure, Entry, Feed
from commkit.adapters.feeds.texts import address, clean, lines, one_line, rfc3339

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(feed: Feed) -> bytes:
    """The JSON document of a feed."""
    document: dict[str, Any] = {
        "version": _VERSION,
        "title": one_line(feed.title) or feed.id,
        "home_page_url": address(feed.url) or address(feed.site_url),
        "feed_url": feed.self_url,
        "description": one_line(feed.description),
        "authors": [{"name": one_line(feed.author) or feed.id}],
        "items": [_item(entry) for entry in feed.entries],
    }
    document |= {"next_url": feed.next_url} if feed.next_url else {}
    document |= {"language": feed.language} if feed.language else {}
    document |= {"icon": address(feed.image)} if feed.image else {}
    return msgspec.json.encode(document)


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "title": one_line(entry.title) or entry.id,
        "content_html": clean(entry.html),
        "summary": one_line(entry.summary),
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "tags": list(lines(entry.tags)),
        "_commkit": {"made_with": entry.made_with, "by_agent": entry.by_agent},
    }
    if one_line(entry.url):
        item["url"] = address(entry.url)
    if entry.licence:
        item["_commkit"]["licence"] = address(entry.licence)
    if marks := lines(entry.marks):
        item["_commkit"]["said_later"] = list(marks)
    if authors := lines(entry.authors):
        item["authors"] = [{"name": name} for name in authors]
    if entry.enclosures:
        item["attachments"] = [_attachment(file) for file in entry.enclosures]
    pictures = [address(file.url) for file in entry.enclosures if file.medium == "image"]
    return item | ({"image": pictures[0]} if pictures else {})


def _attachment(file: Enclosure) -> dict[str, Any]:
    made: dict[str, Any] = {
        "url": address(file.url),
        "mime_type": file.media_type,
        "size_in_bytes": file.size,
    }
    made |= {"title": one_line(file.title)} if one_line(file.title) else {}
    return made | ({"duration_in_seconds": file.duration} if file.duration is not None else {})
