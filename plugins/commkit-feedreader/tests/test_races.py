"""Two workers fetch one feed at once: each entry comes once. One is so slow that the other takes its delivery over."""

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from threading import Barrier, BrokenBarrierError, Event
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import bindparam, func, select

from commkit import Conflict
from commkit.storage import Id, statement
from commkit_feedreader import AddFeed, Feed, FetchFeed, ListFeeds, ReadFeedNumbers, RemoveFeed
from commkit_feedreader.entries.importing import jobs
from commkit_feedreader.tables import entry as entry_table
from commkit_feedreader.tables import feed as feed_table
from tests.feed_sites import Site, item, rss
from tests.http_servers import Request, http_server

COUNT = 6
LEASE = timedelta(minutes=20)
"""Longer than a worker holds a delivery, and shorter than a turn."""

UNLOCKED = statement(
    lambda: select(
        feed_table.c.title, feed_table.c.kind, feed_table.c.space, feed_table.c.agent, feed_table.c.document
    ).where(
        feed_table.c.community_id == bindparam("community_id"),
        feed_table.c.id == bindparam("feed", type_=Id),
    )
)
"""What becomes of entries, read without a lock."""


class BusySite(Site):
    """A site that answers the first two requests at once, and only when it has both."""

    def __init__(self) -> None:
        super().__init__(rss(*(item(f"{n}", id=f"{n}") for n in range(COUNT))))
        self.waits = Event()
        self._both = Barrier(2)

    def __call__(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        self.waits.set()
        with contextlib.suppress(BrokenBarrierError):
            self._both.wait(timeout=20)
        return super().__call__(request)


def fetch_at_once(town: Any) -> Feed:
    """Let a second worker take the delivery over while the first still waits for the site."""
    site = BusySite()
    with http_server(site) as server, ThreadPoolExecutor(2) as pool:
        feed: Feed = town.do("stew", AddFeed(server.url, kind="link", older=True))
        first = pool.submit(town.work)
        assert site.waits.wait(20)
        town.clock.advance(LEASE)
        second = pool.submit(town.work)
        first.result(60)
        second.result(60)
        assert len(site.asked) == 2
    return feed


def test_two_workers_take_each_entry_once(town: Any) -> None:
    feed = fetch_at_once(town)
    assert sorted(town.titles()) == [f"{n}" for n in range(COUNT)]
    assert sorted(post.title for post in town.posts()) == [f"{n}" for n in range(COUNT)]
    (numbers,) = town.ask("stew", ReadFeedNumbers())
    assert (numbers.entries, numbers.posted, numbers.fetches) == (COUNT, COUNT, 1)
    assert town.read(feed).failures == 0


def test_control_without_what_identifies_them_entries_come_twice(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim: Callable[..., bool] = jobs._claim

    def salted(context: Any, command: Any, id: Any, target: Any, *, refused: str) -> bool:
        key = sha256(id.bytes).hexdigest()
        return claim(context, evolve(command, key=key), id, target, refused=refused)

    monkeypatch.setattr(jobs, "_claim", salted)
    monkeypatch.setattr("commkit_feedreader.entries.importing.statements.LOCK", UNLOCKED)
    fetch_at_once(town)
    assert len(town.posts()) == 2 * COUNT


def test_a_feed_that_is_removed_while_it_is_fetched_leaves_no_entries(town: Any) -> None:
    site = BusySite()
    with http_server(site) as server, ThreadPoolExecutor(1) as pool:
        feed = town.do("stew", AddFeed(server.url))
        fetching = pool.submit(town.work)
        assert site.waits.wait(20)
        town.do("stew", RemoveFeed(feed.id))
        site._both.abort()
        report = fetching.result(60)
    assert (report.failed, report.parked) == (0, 0)
    with town.kit.database.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(entry_table)) == 0


def test_what_came_of_an_earlier_turn_is_not_recorded(town: Any) -> None:
    site = BusySite()
    with http_server(site) as server, ThreadPoolExecutor(1) as pool:
        feed = town.do("stew", AddFeed(server.url))
        fetching = pool.submit(town.kit.worker().drain)
        assert site.waits.wait(20)
        town.do("stew", FetchFeed(feed.id))
        site._both.abort()
        fetching.result(60)
    assert town.read(feed).checked_at is None or len(site.asked) == 2
    assert len(town.titles()) == COUNT


def test_of_two_that_add_one_feed_one_does(make_town: Any) -> None:
    town = make_town(max_feeds=3)
    for round in range(1, 4):
        url = f"https://gazette.example/{round}"
        outcomes = town.at_once(
            *(lambda url=url, by=by: town.do(by, AddFeed(url)) for by in ("stew", "sten"))
        )
        assert sorted(isinstance(outcome, Conflict) for outcome in outcomes) == [False, True]
        assert len(town.ask("stew", ListFeeds())) == round
    outcomes = town.at_once(lambda: town.do("stew", AddFeed("https://gazette.example/4")))
    assert outcomes[0].code == "feedreader.too_many_feeds"
