"""A feed is fetched over real HTTP: with ETags, redirects, pauses, and what ends it."""

from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from commkit import SYSTEM, Invalid
from commkit.communities import ArchiveCommunity, ReopenCommunity
from commkit_feedreader import (
    AddFeed,
    FeedFetched,
    FeedFetchFailed,
    FeedMoved,
    FeedPaused,
    FetchFeed,
    ListFeeds,
    PauseReason,
    ReadFeedNumbers,
    ResumeFeed,
)
from tests.feed_sites import item, rss


def test_an_unchanged_document_is_not_sent_again(town: Any, site: Any) -> None:
    server, url = site
    server.body = rss(item("One", id="1"))
    server.headers |= {"etag": '"a"', "last-modified": "Mon, 02 Mar 2026 08:00:00 GMT"}
    feed = town.feed(url)
    assert (feed.title, feed.site, feed.failures) == ("The Gazette", "https://gazette.example/", 0)
    assert "if-none-match" not in server.asked[0].headers
    with town.facts(FeedFetched) as facts:
        town.pass_time(minutes=61)
    assert server.asked[1].headers["if-none-match"] == '"a"'
    assert server.asked[1].headers["if-modified-since"] == "Mon, 02 Mar 2026 08:00:00 GMT"
    assert [(fact.entries, fact.taken) for fact in facts] == [(0, 0)]
    server.headers["etag"] = '"b"'
    server.body = rss(item("Two", town.clock(), id="2"), item("One", id="1"))
    town.pass_time(minutes=61)
    assert sorted(town.titles()) == ["One", "Two"]
    assert town.read(feed).last_status == 200


def test_it_is_fetched_regularly_for_as_long_as_nobody_pauses_it(town: Any, site: Any) -> None:
    server, url = site
    town.feed(url)
    for count in range(2, 6):
        town.pass_time(minutes=61)
        assert len(server.asked) == count
    town.pass_time(minutes=20)
    assert len(server.asked) == 5


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_to_wait_is_left_alone_until_then(town: Any, site: Any, status: int) -> None:
    server, url = site
    feed = town.feed(url)
    server.status, server.headers["retry-after"] = status, str(6 * 3600)
    town.pass_time(minutes=61)
    failed = town.read(feed)
    assert (failed.failures, failed.last_status, failed.failure_code) == (1, status, "feedreader.bad_status")
    assert failed.next_at - town.clock() == timedelta(hours=6)
    asked = len(server.asked)
    town.pass_time(hours=5, minutes=59)
    assert len(server.asked) == asked
    server.headers["retry-after"] = format_datetime(town.clock() + timedelta(hours=9), usegmt=True)
    town.pass_time(minutes=2)
    assert timedelta(hours=8) < town.read(feed).next_at - town.clock() < timedelta(hours=9)


def test_pauses_grow_and_a_success_ends_them(town: Any, site: Any) -> None:
    server, url = site
    feed = town.feed(url)
    server.status = 500
    pauses = []
    for _ in range(4):
        town.clock.advance(max(town.read(feed).next_at - town.clock(), timedelta()))
        town.work()
        pauses.append(town.read(feed).next_at - town.clock())
    assert pauses[0] < timedelta(minutes=19)
    assert pauses[3] > timedelta(minutes=90)
    server.status = 200
    town.pass_time(days=2)
    assert (town.read(feed).failures, town.read(feed).failure_code) == (0, "")
    (numbers,) = town.ask("stew", ReadFeedNumbers())
    assert (numbers.fetches, numbers.succeeded.hits, numbers.succeeded.n) == (6, 2, 6)


def test_what_is_gone_is_paused_and_stewards_are_told(town: Any, site: Any) -> None:
    server, url = site
    feed = town.feed(url)
    server.status = 410
    with town.facts(FeedPaused) as facts:
        town.pass_time(minutes=61)
    assert [fact.reason for fact in facts] == [PauseReason.GONE]
    paused = town.read(feed)
    assert (paused.paused_reason, paused.next_at) == (PauseReason.GONE, None)
    assert town.inbox("stew") == town.inbox("sten") == [("feedreader.feed_paused", feed.id)]
    assert town.inbox("ada") == []
    asked = len(server.asked)
    town.pass_time(days=9)
    assert len(server.asked) == asked
    server.status = 200
    town.do("stew", ResumeFeed(feed.id))
    town.work()
    assert (town.read(feed).paused_at, len(server.asked)) == (None, asked + 1)


def test_many_failures_pause_it(make_town: Any, site: Any) -> None:
    town, (server, url) = make_town(pause_after=3), site
    server.status = 404
    with town.facts(FeedFetchFailed, FeedPaused) as facts:
        feed = town.feed(url)
        for _ in range(5):
            town.pass_time(days=2)
    assert [getattr(fact, "failures", None) for fact in facts] == [1, 2, 3, None]
    assert town.read(feed).paused_reason is PauseReason.FAILING
    assert town.inbox("sten") == [("feedreader.feed_paused", feed.id)]


def test_a_permanent_redirect_moves_the_address_and_another_one_does_not(town: Any, site: Any) -> None:
    server, url = site
    body = rss(item("One", id="1"))
    server.paths = {
        "/feed": (302, {"location": "/there"}, b""),
        "/there": (301, {"location": "/new"}, b""),
        "/new": (200, {}, body),
    }
    feed = town.feed(url)
    assert (feed.url, town.titles()) == (url, ["One"])
    server.paths["/feed"] = (308, {"location": "/there"}, b"")
    with town.facts(FeedMoved) as facts:
        town.pass_time(minutes=61)
    assert town.read(feed).url == url.replace("/feed", "/new")
    assert len(facts) == 1
    server.paths["/new"] = (200, {}, body)
    town.pass_time(minutes=61)
    assert server.asked[-1].path == "/new"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://10.0.0.1/feed", "fetching.private_address"),
        ("http://[::1]/feed", "fetching.private_address"),
        ("file:///etc/passwd", "fetching.bad_url"),
        ("http://169.254.169.254/latest/meta-data", "fetching.private_address"),
        ("http://[", "fetching.bad_url"),
        ("/feed", "feedreader.too_many_redirects"),
    ],
)
def test_redirects_lead_only_where_the_policy_allows(town: Any, site: Any, location: str, code: str) -> None:
    server, url = site
    feed = town.feed(url)
    server.paths["/feed"] = (301, {"location": location}, b"")
    town.pass_time(minutes=61)
    after = town.read(feed)
    assert (after.url, after.failure_code, after.failures) == (url, code, 1)


def test_a_feed_moves_to_no_address_of_another_one(town: Any, site: Any) -> None:
    server, url = site
    town.feed(url)
    server.paths["/old"] = (301, {"location": "/feed"}, b"")
    old = town.feed(url.replace("/feed", "/old"))
    assert old.url.endswith("/old")
    assert old.failures == 0


def test_private_addresses_cannot_be_added_or_fetched(town: Any) -> None:
    for url in ("https://10.0.0.1/feed", "ftp://example.org/feed", "https://user:word@example.org/", "feed"):
        with town.refused("runtime.invalid", Invalid):
            town.do("stew", AddFeed(url))
    assert town.ask("stew", ListFeeds()) == ()


def test_what_is_compressed_unasked_or_no_feed_is_a_failure(town: Any, site: Any) -> None:
    server, url = site
    server.headers["content-encoding"] = "gzip"
    assert town.feed(url).failure_code == "feedreader.encoded"
    del server.headers["content-encoding"]
    for number, body in enumerate((b"", b"<html><body>Hello</body></html>", b"{}", b"\x00" * 1000), 2):
        server.body = body
        town.do("stew", FetchFeed(town.ask("stew", ListFeeds())[0].id))
        town.work()
        feed = town.ask("stew", ListFeeds())[0]
        assert (feed.failure_code, feed.failures) == ("feedreader.not_a_feed", number)


def test_an_archived_community_fetches_nothing_and_goes_on_later(town: Any, site: Any) -> None:
    server, url = site
    feed = town.feed(url)
    with town.kit.session(SYSTEM, "garden") as session:
        session.do(ArchiveCommunity(reason="Winter."))
    town.pass_time(hours=5)
    assert len(server.asked) == 1
    assert town.read(feed).next_at > town.clock()
    with town.kit.session(SYSTEM, "garden") as session:
        session.do(ReopenCommunity())
    town.pass_time(hours=2)
    assert len(server.asked) == 2


def test_of_a_document_that_is_too_long_the_beginning_is_read(make_town: Any, site: Any) -> None:
    town, (server, url) = make_town(max_bytes=10_000, max_per_fetch=100, max_per_day=1_000), site
    server.body = rss(*(item(f"{n}", id=f"{n}") for n in range(1_000)))
    with town.facts(FeedFetched) as facts:
        feed = town.feed(url)
    (fact,) = facts
    assert fact.cut
    assert town.read(feed).cut
    assert fact.entries == fact.taken == len(town.titles())
    assert 50 < fact.entries < 100
