"""Feeds: what a reader sees of a community as Atom, RSS 2.0 and JSON Feed 1.1, and calendars of its events.

The contract of HTTP serves them (`commkit.adapters.http`); a host that serves them by itself reads a `Feed` in a
session with `read_feed`, and writes it with one of `FORMATS`.
"""

from commkit.adapters.feeds.calendars import read_calendar
from commkit.adapters.feeds.documents import Enclosure, Entry, Feed
from commkit.adapters.feeds.redacting import RedactTokens, redact_tokens
from commkit.adapters.feeds.sources import FeedSource, read_feed
from commkit.adapters.feeds.writing import FORMATS, FeedFormat, write_feed

__all__ = [
    "FORMATS",
    "Enclosure",
    "Entry",
    "Feed",
    "FeedFormat",
    "FeedSource",
    "RedactTokens",
    "read_calendar",
    "read_feed",
    "redact_tokens",
    "write_feed",
]
