"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from typing import Any

import msgspec

from commkit.adapters.feeds.documents import Entry, Feed
from commkit.adapters.feeds.texts import clean, one_line, rfc3339

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(feed: Feed) -> bytes:
    """The JSON document of a feed."""
    document: dict[str, Any] = {
        "version": _VERSION,
        "title": one_line(feed.title) or feed.id,
        "home_page_url": one_line(feed.url) or feed.site_url,
        "feed_url": feed.self_url,
        "description": one_line(feed.description),
        "authors": [{"name": one_line(feed.author) or feed.id}],
        "items": [_item(entry) for entry in feed.entries],
    }
    return msgspec.json.encode(document)


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "title": one_line(entry.title) or entry.id,
        "content_html": clean(entry.html),
        "summary": one_line(entry.summary),
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "tags": [one_line(tag) for tag in entry.tags],
        "_commkit": {"made_with": entry.made_with, "by_agent": entry.by_agent},
    }
    if one_line(entry.url):
        item["url"] = one_line(entry.url)
    if entry.licence:
        item["_commkit"]["licence"] = one_line(entry.licence)
    if one_line(entry.author):
        item["authors"] = [{"name": one_line(entry.author)}]
    return item
