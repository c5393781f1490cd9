"""The formats of feeds."""

from collections.abc import Callable, Mapping

from attrs import frozen

from commkit.adapters.feeds.atom import write_atom
from commkit.adapters.feeds.documents import Feed
from commkit.adapters.feeds.json_feed import write_json_feed
from commkit.adapters.feeds.rss import write_rss


@frozen
class FeedFormat:
    """A format of feeds.

    Attributes:
        media_type: The media type, as it is sent.
        write: Makes the document of a feed, in UTF-8.
    """

    media_type: str
    write: Callable[[Feed], bytes]


FORMATS: Mapping[str, FeedFormat] = {
    "atom": FeedFormat("application/atom+xml; charset=utf-8", write_atom),
    "rss": FeedFormat("application/rss+xml; charset=utf-8", write_rss),
    "json": FeedFormat("application/feed+json; charset=utf-8", write_json_feed),
}
"""By what an address ends with."""


def write_feed(feed: Feed, format: str) -> bytes:
    """A feed as a document; the same feed gives the same bytes.

    Args:
        feed: The feed.
        format: `atom`, `rss` or `json`.
    """
    return FORMATS[format].write(feed)
