"""How answers of a site are read, and when a feed is fetched again; no database."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin

from commkit.fetching import Backoff, FetchError

MAX_REDIRECTS = 5
"""Redirects that one fetch follows."""
LONGEST_RETRY_AFTER = timedelta(days=30)
"""How far a site can put the next fetch off."""
AFTER_FAILURE = Backoff(first=timedelta(minutes=15), longest=timedelta(days=1))
"""The pauses after failures."""

PERMANENT = (301, 308)
REDIRECTS = (*PERMANENT, 302, 303, 307)
NOT_MODIFIED = 304
GONE = 410

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
_LONGEST_HEADER = 500


def request_headers(etag: str, last_modified: str) -> dict[str, str]:
    """The headers of a fetch; with what the last document came with, so that an unchanged one is not sent again."""
    headers = {"accept": _ACCEPT, "user-agent": "commkit-feedreader", "accept-encoding": "identity"}
    if etag:
        headers["if-none-match"] = etag
    if last_modified:
        headers["if-modified-since"] = last_modified
    return headers


def kept_header(headers: Mapping[str, str], name: str) -> str:
    """A header that is sent back at the next fetch; empty where it cannot be kept or sent."""
    value = headers.get(name, "").strip()
    return value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_HEADER else ""


def is_encoded(headers: Mapping[str, str]) -> bool:
    """Whether a body is compressed, although that was not asked for."""
    return headers.get("content-encoding", "identity").strip().lower() not in ("", "identity")


def next_address(url: str, location: str) -> str:
    """Where a redirect leads.

    Raises:
        FetchError: `fetching.bad_url`.
    """
    try:
        return urldefrag(urljoin(url, location)).url
    except ValueError:
        raise FetchError("fetching.bad_url", "this URL cannot be used: it cannot be read") from None


def read_retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long a site asks to wait, in seconds or until a date (RFC 9110, 10.2.3); None where it asks nothing."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), LONGEST_RETRY_AFTER)
    try:
        at = parsedate_to_datetime(value)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        return min(max(at - now, timedelta()), LONGEST_RETRY_AFTER)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def pause_after_failure(failures: int, retry_after: timedelta | None) -> timedelta:
    """How long to wait after so many failures in a row; never shorter than the site asks."""
    return max(AFTER_FAILURE.pause(failures), retry_after or timedelta())
