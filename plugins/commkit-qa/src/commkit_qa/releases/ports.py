"""The port to where releases are told of, and two implementations of it."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from commkit import CommkitError
from commkit.fetching import FetchError, FetchPolicy, fetch_url
from commkit_qa.releases.records import ReleaseNotice

_OK = 200
_DEFAULT_POLICY = FetchPolicy()


class ReleasePort(Protocol):
    """Where releases are told of; the host gives one with `QuestionsAndAnswers(releases=...)`."""

    def releases(self, since: datetime | None) -> Iterable[ReleaseNotice]:
        """The releases from a moment on. The worker calls it outside any transaction.

        Args:
            since: When the newest release that is known here was released; None for all. What is told again does no
                harm.

        Raises:
            ReleasesUnavailable: They could not be read; the worker tries again. Any other exception means the same.
        """
        ...


class ReleasesUnavailable(CommkitError):
    """Releases could not be read at this attempt."""


class ListedReleases:
    """Releases that the host holds in memory, such as those of its own change log.

    Args:
        notices: The releases.
    """

    def __init__(self, notices: Iterable[ReleaseNotice] = ()) -> None:
        self._notices = list(notices)

    def add(self, notice: ReleaseNotice) -> None:
        """Add a release."""
        self._notices.append(notice)

    def releases(self, since: datetime | None) -> Sequence[ReleaseNotice]:
        """Those that are not older."""
        return _not_before(self._notices, since)


class JsonReleases:
    """Releases that a URL lists as JSON: `[{"product": ..., "version": ..., "released_at": ..., "notes": ...}]`.

    Times are in ISO 8601, with their zone; `notes` may be missing.

    Args:
        url: The URL.
        policy: The limits of the fetch; only public addresses by https by default.
    """

    def __init__(self, url: str, *, policy: FetchPolicy = _DEFAULT_POLICY) -> None:
        self._url = url
        self._policy = policy

    def __repr__(self) -> str:
        return f"JsonReleases({self._url!r})"

    def releases(self, since: datetime | None) -> Sequence[ReleaseNotice]:
        """Fetch the list, and leave older ones out.

        Raises:
            ReleasesUnavailable: It could not be fetched, or is no such list.
        """
        try:
            response = fetch_url(self._url, headers={"accept": "application/json"}, policy=self._policy)
        except FetchError as error:
            raise _unavailable(f"could not be fetched ({error.code})") from error
        if response.status != _OK:
            raise _unavailable(f"was answered with {response.status}")
        try:
            notices = [_notice(each) for each in json.loads(response.body)]
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
            raise _unavailable(f"is no list of releases ({type(error).__name__})") from error
        return _not_before(notices, since)


def _notice(its: Any) -> ReleaseNotice:
    released_at = datetime.fromisoformat(its["released_at"])
    texts = (its["product"], its["version"], its.get("notes", ""))
    if released_at.tzinfo is None or not all(isinstance(text, str) for text in texts):
        raise ValueError
    return ReleaseNotice(product=texts[0], version=texts[1], released_at=released_at, notes=texts[2])


def _not_before(notices: Iterable[ReleaseNotice], since: datetime | None) -> list[ReleaseNotice]:
    return [notice for notice in notices if since is None or notice.released_at >= since]


def _unavailable(what: str) -> ReleasesUnavailable:
    return ReleasesUnavailable("qa.releases_unavailable", f"the list of releases {what}; it is tried again")
