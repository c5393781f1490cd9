"""Releases that the worker reads from the host's source: in memory, and over real HTTP."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commkit import SYSTEM
from commkit.fetching import FetchPolicy
from commkit_qa import (
    JsonReleases,
    ListedReleases,
    ListReleases,
    PullReleases,
    ReleaseNotice,
    ReleasesUnavailable,
)
from tests.http_servers import fixed_answer, http_server

THEN = datetime(2026, 2, 1, tzinfo=UTC)
LOOPBACK = FetchPolicy(allowed_networks=("127.0.0.0/8",), allow_http=True)


def notice(version: str, days: int = 0, product: str = "product") -> ReleaseNotice:
    return ReleaseNotice(product=product, version=version, released_at=THEN + timedelta(days=days))


def versions(town: Any) -> list[str]:
    return [found.version for found in town.ask("ada", ListReleases()).items]


def pull(town: Any) -> Any:
    town.do(SYSTEM, PullReleases())
    return town.kit.worker().drain()


class Flaky(ListedReleases):
    """A source that fails so many times first."""

    def __init__(self, *notices: ReleaseNotice, failures: int = 0) -> None:
        super().__init__(notices)
        self.failures = failures
        self.asked: list[datetime | None] = []

    def releases(self, since: datetime | None) -> Any:
        self.asked.append(since)
        if len(self.asked) <= self.failures:
            raise ReleasesUnavailable("qa.releases_unavailable", "not now")
        return super().releases(since)


def test_what_the_source_tells_is_announced_the_oldest_first_and_once(
    make_town: Callable[..., Any],
) -> None:
    source = Flaky(notice("2.0", 5), notice("1.0"))
    town = make_town(releases=source)
    assert pull(town).failed == 0
    assert versions(town) == ["2.0", "1.0"]
    source.add(notice("3.0", 9))
    pull(town)
    pull(town)
    assert versions(town) == ["3.0", "2.0", "1.0"]
    assert source.asked == [None, THEN + timedelta(days=5), THEN + timedelta(days=9)]


def test_the_worker_tries_again_with_growing_pauses(make_town: Callable[..., Any]) -> None:
    source = Flaky(notice("1.0"), failures=2)
    town = make_town(releases=source)
    assert pull(town).failed == 1
    assert (versions(town), len(source.asked)) == ([], 1)
    town.clock.advance(timedelta(seconds=90))  # chance varies pauses
    town.kit.worker().drain()
    town.clock.advance(timedelta(minutes=1))  # the second pause is longer
    town.kit.worker().drain()
    assert (versions(town), len(source.asked)) == ([], 2)
    town.clock.advance(timedelta(minutes=15))
    town.kit.worker().drain()
    assert (versions(town), len(source.asked)) == (["1.0"], 3)


def test_without_a_source_the_delivery_waits_for_a_worker_that_has_one(
    make_town: Callable[..., Any],
) -> None:
    pull(make_town())
    town = make_town(releases=Flaky(notice("1.0")))
    town.clock.advance(timedelta(hours=1))
    town.kit.worker().drain()
    assert versions(town) == ["1.0"]


def test_what_does_not_fit_holds_up_nothing_else(make_town: Callable[..., Any]) -> None:
    town = make_town(releases=Flaky(notice("one"), notice("1.0", 1), notice("9", 2, product="phone")))
    assert pull(town).failed == 1
    assert versions(town) == ["1.0"]


LISTED = [
    {"product": "product", "version": "1.0", "released_at": "2026-02-01T00:00:00Z"},
    {
        "product": "product",
        "version": "2.0",
        "released_at": "2026-02-06T01:00:00+01:00",
        "notes": "https://example.org/2",
    },
]


def test_a_list_is_fetched_over_http(make_town: Callable[..., Any]) -> None:
    with http_server(fixed_answer(200, json.dumps(LISTED).encode())) as server:
        town = make_town(releases=JsonReleases(server.url, policy=LOOPBACK))
        assert pull(town).failed == 0
        assert [request.method for request in server.requests] == ["GET"]
        assert len(JsonReleases(server.url, policy=LOOPBACK).releases(THEN + timedelta(days=2))) == 1
    (newest, _) = town.ask("ada", ListReleases()).items
    assert (newest.version, newest.notes) == ("2.0", "https://example.org/2")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, b"[]"),
        (302, b""),
        (200, b"<html>"),
        (200, b"{"),
        (200, b'{"a": 1}'),
        (200, b"[1]"),
        (200, b'[{"product": "product"}]'),
        (200, b'[{"product": "product", "version": 2, "released_at": "2026-02-01T00:00:00Z"}]'),
        (200, b'[{"product": "product", "version": "2", "released_at": "2026-02-01T00:00:00"}]'),
        (200, b'[{"product": "product", "version": "2", "released_at": "soon"}]'),
        (200, b"[" * 100_000),
        (200, b"\xff\xfe"),
    ],
)
def test_what_is_no_list_is_unavailable(status: int, body: bytes) -> None:
    with http_server(fixed_answer(status, body)) as server:
        source = JsonReleases(server.url, policy=LOOPBACK)
        assert server.url in repr(source)
        with pytest.raises(ReleasesUnavailable):
            source.releases(None)


def test_private_addresses_are_fetched_only_where_the_host_says_so() -> None:
    with http_server(fixed_answer(200, b"[]")) as server, pytest.raises(ReleasesUnavailable) as caught:
        JsonReleases(server.url, policy=FetchPolicy(allow_http=True)).releases(None)
    assert "fetching.private_address" in caught.value.message
