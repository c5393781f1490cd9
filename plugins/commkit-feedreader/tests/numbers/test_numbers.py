"""Numbers of feeds, how many statements pages take, and what retention leaves."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Denied
from commkit_feedreader import AddFeed, ListFeedEntries, ListFeeds, ReadFeedNumbers
from tests.feed_sites import item, rss


def test_numbers_have_their_sample_sizes(town: Any, site: Any) -> None:
    server, url = site
    town.do("stew", AddFeed(url, kind="link", older=True))
    (numbers,) = town.ask("stew", ReadFeedNumbers())
    assert (numbers.entries, numbers.fetches, numbers.succeeded, numbers.succeeded_at) == (0, 0, None, None)
    server.body = rss(*(item(f"{n}", id=f"{n}") for n in range(4)))
    town.work()
    begun = town.clock()
    server.status = 500
    town.pass_time(hours=2)
    server.status = 200
    server.body = rss(item("new", town.clock(), id="new"))
    town.pass_time(hours=2)
    (numbers,) = town.ask("stew", ReadFeedNumbers())
    assert (numbers.entries, numbers.posted, numbers.refused, numbers.fetches) == (5, 5, 0, 3)
    assert (numbers.succeeded.hits, numbers.succeeded.n) == (2, 3)
    (numbers,) = town.ask("stew", ReadFeedNumbers(since=begun + timedelta(minutes=1)))
    assert (numbers.entries, numbers.fetches) == (1, 3)
    for reader in (None, "ada"):
        with town.refused("runtime.not_permitted", Denied):
            town.ask(reader, ReadFeedNumbers())


@pytest.mark.parametrize("count", [1, 20])
def test_pages_take_as_many_statements_however_long_they_are(town: Any, site: Any, count: int) -> None:
    server, url = site
    server.body = rss(*(item(f"{n}", id=f"{n}") for n in range(count)))
    feed = town.feed(url, kind="link", older=True)
    for actor, query, length in (
        ("ada", ListFeedEntries(), count),
        ("ada", ListFeedEntries(feed.id), count),
        ("stew", ListFeeds(), 1),
        ("stew", ReadFeedNumbers(), 1),
    ):
        town.ask(actor, query)
        with town.counted() as statements:
            answer = town.ask(actor, query)
        assert len(getattr(answer, "items", answer)) == length
        asked = [sql for sql in statements if "commkit_feedreader" in sql]
        assert len(asked) == 1, asked


def test_pages_follow_each_other_to_the_end(town: Any, site: Any) -> None:
    server, url = site
    server.body = rss(*(item(f"{n}", town.clock() - timedelta(hours=n), id=f"{n}") for n in range(7)))
    feed = town.feed(url)
    seen, after = [], None
    while True:
        page = town.ask(None, ListFeedEntries(feed.id, after=after, limit=3))
        seen += [entry.title for entry in page.items]
        after = page.next
        if after is None:
            break
    assert seen == [f"{n}" for n in range(7)]


def test_entries_that_their_feed_has_no_more_go_after_a_year(town: Any, site: Any) -> None:
    server, url = site
    server.body = rss(item("Kept", id="1"), item("Old", id="2"))
    town.feed(url)
    server.body = rss(item("Kept", id="1"))
    town.pass_time(minutes=61)
    town.pass_time(days=366)
    assert town.titles() == ["Kept"]
