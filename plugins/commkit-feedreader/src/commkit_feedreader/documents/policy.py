"""How a document of a feed is read: which format it has, and what it says."""

from collections.abc import Mapping

from commkit_feedreader.documents.guards.policy import MAX_ENTRIES
from commkit_feedreader.documents.json_feeds.policy import is_json, read_json
from commkit_feedreader.documents.records import FeedUnreadable, SourceFeed
from commkit_feedreader.documents.xml_feeds.policy import read_xml

_PASSED_ON = ("content-type", "content-language")


def read_document(
    body: bytes,
    *,
    url: str,
    headers: Mapping[str, str],
    max_entries: int = MAX_ENTRIES,
    cut: bool = False,
) -> SourceFeed:
    """Read a document; nothing in it makes this call anything, expand an entity, or read more entries than allowed.

    Args:
        body: The document.
        url: Where it was fetched: relative addresses are relative to it.
        headers: The headers it came with, by lower-case name; its encoding may be among them.
        max_entries: The entries that are read, at most: the first ones.
        cut: Whether `body` is only the beginning of the document.

    Raises:
        FeedUnreadable: `feedreader.not_a_feed`, `feedreader.entities`, `feedreader.too_complex`,
            `feedreader.too_large`.
    """
    if not body.strip():
        raise FeedUnreadable("feedreader.not_a_feed", "the document is empty")
    if is_json(body):
        return read_json(body, url=url, max_entries=max_entries, cut=cut)
    known = {name: headers[name] for name in _PASSED_ON if name in headers}
    return read_xml(body, url=url, headers=known, max_entries=max_entries, cut=cut)
