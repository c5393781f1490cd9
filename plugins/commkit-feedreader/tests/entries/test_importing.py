"""Entries are taken once, cleaned, posted or listed, and edited only while nobody else has edited them."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Conflict, Invalid, NotFound
from commkit.members import RemoveAgent
from commkit.posts import EditPost, MadeWith, ReadPost, RemovePost, ViewThread
from commkit.rendering import extract_mentions, render
from commkit.spaces import ArchiveSpace, CreateSpace, SpaceJoinPolicy
from commkit_feedreader import (
    AddFeed,
    ChangeFeed,
    FeedEntryImported,
    FeedEntryUpdated,
    FetchFeed,
    ListFeeds,
    PauseFeed,
    ReadEntryOfPost,
    ReadFeed,
    ReadFeedNumbers,
    RemoveFeed,
    ResumeFeed,
)
from tests.feed_sites import item, rss


def test_new_entries_become_posts_with_a_link_to_where_they_are_from(town: Any, site: Any) -> None:
    server, url = site
    server.body = rss(item("Before", town.clock() - timedelta(days=1), id="0"))
    feed = town.feed(url, kind="link")
    assert (town.titles(), town.posts()) == (["Before"], [])
    town.clock.advance(timedelta(hours=1))
    link = "https://gazette.example/2?a=1&b=2"
    server.body = rss(
        item("Rain &amp; sun", town.clock(), id="2", link=link.replace("&", "&amp;"), text="It <b>rains</b>.")
    )
    with town.facts(FeedEntryImported) as facts:
        town.pass_time(minutes=1)
    (post,) = town.posts()
    (entry, _) = town.entries()
    assert (post.kind, post.title, post.author, post.author_name) == ("link", "Rain & sun", None, "Garden")
    assert render(post.body, markup=post.markup).startswith("<p>") or "<b>rains</b>" in post.body
    assert 'href="https://gazette.example/2?a=1&amp;b=2"' in post.body
    assert "The Gazette" in post.body
    assert [(fact.entry, fact.post) for fact in facts] == [(entry.id, post.id)]
    assert (entry.post, entry.link, entry.feed, entry.summary) == (post.id, link, feed.id, "It rains.")
    assert town.ask(None, ReadEntryOfPost(post.id)) == entry
    assert "feedreader.imported" in town.ask("ada", ViewThread(post.id)).thread.marks


def test_older_entries_are_posted_where_that_is_asked_for(town: Any, site: Any) -> None:
    server, url = site
    days = [town.clock() - timedelta(days=days) for days in (1, 2, 3)]
    server.body = rss(*(item(f"{at:%d}", at, id=f"{at}") for at in days), item("Undated", id="u"))
    town.feed(url, kind="link", older=True)
    assert [post.title for post in town.posts()] == ["Undated", "01", "28", "27"]


def test_dates_that_are_missing_or_to_come(town: Any, site: Any) -> None:
    server, url = site
    server.body = rss(item("There before", id="1"))
    town.feed(url, kind="link")
    assert town.posts() == []
    town.clock.advance(timedelta(hours=2))
    future = town.clock() + timedelta(days=400)
    server.body = rss(
        item("To come", future, id="2"),
        item("Undated", id="3"),
        item("There before", id="1"),
        "<item><title>No date</title><guid>4</guid><pubDate>soon</pubDate></item>",
        "<item><title>Year one</title><guid>5</guid><pubDate>0001-01-01T00:00:00Z</pubDate></item>",
    )
    town.work()
    assert sorted(post.title for post in town.posts()) == ["No date", "To come", "Undated", "Year one"]
    assert all(entry.published_at <= town.clock() for entry in town.entries())


@pytest.mark.parametrize("older", [True, False])
def test_each_entry_comes_once_by_its_id_else_its_link(town: Any, site: Any, older: bool) -> None:
    server, url = site
    first = [
        item("A", id="a", link="https://gazette.example/a"),
        item("B", link="http://Gazette.example:80/b/?utm_source=feed&amp;x=1#top"),
        item("C"),
    ]
    server.body = rss(*first, *first)
    town.feed(url, kind="link", older=older)
    assert sorted(town.titles()) == ["A", "B", "C"]
    again = [
        item("A", id="another", link="https://gazette.example/a"),
        item("B", link="https://gazette.example/b?x=1"),
        item("C"),
        item("D", id="d", link="https://gazette.example/"),
        item("E", id="e", link="https://gazette.example/"),
    ]
    server.body = rss(*again)
    town.pass_time(minutes=61)
    assert sorted(town.titles()) == ["A", "B", "C", "D", "E"]
    server.body = rss(*reversed(again))
    town.pass_time(minutes=61)
    assert len(town.titles()) == 5
    assert len(town.posts()) == (5 if older else 2)


def test_a_changed_entry_changes_what_is_listed_and_a_post_that_nobody_edited(town: Any, site: Any) -> None:
    server, url = site
    server.body = rss(item("A", id="a", text="Old a"), item("B", id="b", text="Old b"), item("C", id="c"))
    town.feed(url, kind="link", older=True)
    a, b, c = sorted(town.posts(), key=lambda post: post.title)
    town.do("stew", EditPost(post=b.id, version=b.version, body="By hand"))
    town.do("stew", RemovePost(c.id, "Off topic."))
    server.body = rss(item("A2", id="a", text="New a"), item("B2", id="b", text="New b"), item("C2", id="c"))
    with town.facts(FeedEntryUpdated) as facts:
        town.pass_time(minutes=61)
    assert sorted(town.titles()) == ["A2", "B2"]
    assert sorted(str(fact.post) for fact in facts) == sorted(["None", "None", str(a.id)])
    after = town.ask(None, ReadPost(a.id))
    assert (after.title, after.version, "New a" in after.body) == ("A2", 2, True)
    assert town.ask(None, ReadPost(b.id)).body == "By hand"
    server.body = rss(item("A3", id="a", text="Newer a"))
    town.pass_time(minutes=61)
    assert town.ask(None, ReadPost(a.id)).version == 3
    town.pass_time(minutes=61)
    assert town.ask(None, ReadPost(a.id)).version == 3


def test_at_most_so_many_entries_are_taken_at_once_and_within_a_day(make_town: Any, site: Any) -> None:
    town, (server, url) = make_town(max_per_fetch=3, max_per_day=5), site
    server.headers["etag"] = '"a"'
    feed = town.feed(url, kind="link")
    town.clock.advance(timedelta(hours=2))
    server.headers["etag"] = '"b"'
    server.body = rss(*(item(f"{n}", town.clock() - timedelta(minutes=n), id=f"{n}") for n in range(8)))
    town.work()
    assert [post.title for post in town.posts()] == ["0", "1", "2"]
    town.pass_time(minutes=61)  # what was left is asked for again, although the document did not change
    assert len(town.posts()) == 5
    town.pass_time(minutes=61)
    assert len(town.posts()) == 5
    for _ in range(26):
        town.pass_time(minutes=61)
    assert sorted(post.title for post in town.posts()) == [f"{n}" for n in range(8)]
    asked = len(server.asked)
    town.pass_time(minutes=61)
    assert server.asked[asked].headers["if-none-match"] == '"b"'
    assert town.read(feed).failures == 0


def test_names_in_a_feed_mention_nobody(town: Any, site: Any) -> None:
    server, url = site
    text = 'Hello @ada, (@"bob") and <a href="https://m.example/@cid" title="@ada">@cid</a>, mail a@b.example'
    server.body = rss(item("Hello @ada", id="a", text=text), title="@stew")
    town.feed(url, kind="link", older=True)
    (post,) = town.posts()
    assert extract_mentions(post.body, markup="html") == ()
    assert "https://m.example/@cid" in post.body
    assert "a@b.example" in post.body
    assert extract_mentions(text, markup="html") != ()


def test_posts_of_an_agent_are_marked_as_such_and_go_on_in_the_communitys_name(town: Any, site: Any) -> None:
    server, url = site
    agent = town.agent()
    feed = town.feed(url, kind="link", older=True, agent=agent.id)
    server.body = rss(item("By it", town.clock(), id="1"))
    town.pass_time(minutes=61)
    (post,) = town.posts()
    assert (post.author, post.by_agent, post.made_with) == (agent.id, True, MadeWith.ASSISTED)
    town.do("stew", RemoveAgent(agent.id))
    server.body = rss(item("By us", town.clock(), id="2"))
    town.pass_time(minutes=61)
    assert town.posts()[0].author is None
    town.do("stew", ChangeFeed(feed.id, by_community=True))
    assert town.read(feed).agent is None


def test_a_feed_of_a_space_is_for_its_audience(town: Any, site: Any) -> None:
    server, url = site
    made = CreateSpace(
        slug="shed", title="Shed", purpose="Tools", private=True, join_policy=SpaceJoinPolicy.INVITE
    )
    space = town.do("stew", made)
    server.body = rss(item("Secret", id="1"))
    feed = town.feed(url, kind="link", older=True, space=space.id)
    assert [len(town.entries(actor)) for actor in (None, "ada", "stew")] == [0, 0, 1]
    assert [len(town.posts(actor)) for actor in (None, "ada", "stew")] == [0, 0, 1]
    town.do("stew", ChangeFeed(feed.id, outside_spaces=True))
    server.body = rss(item("Open", id="2"), item("Secret", id="1"))
    town.pass_time(minutes=61)
    assert [entry.title for entry in town.entries("ada")] == ["Open"]  # the other post stays in its space
    town.do("stew", ChangeFeed(feed.id, space=space.id))
    town.do("stew", ArchiveSpace(space.id))
    server.body = rss(item("Late", town.clock(), id="3"))
    town.pass_time(minutes=61)
    assert "Late" not in [entry.title for entry in town.entries("stew")]
    (numbers,) = town.ask("stew", ReadFeedNumbers())
    assert (numbers.entries, numbers.posted, numbers.refused) == (3, 2, 1)


def test_what_a_check_of_texts_refuses_is_not_kept_and_not_tried_again(town: Any, site: Any) -> None:
    server, url = site
    feed = town.feed(url, kind="link", older=True)
    server.body = rss(item("\u200b", id="1", text="\u200b"), item("Fine", id="2"))
    town.pass_time(minutes=61)
    assert "Fine" in town.titles()
    assert town.read(feed).failures == 0


def test_a_feed_can_be_paused_changed_fetched_and_removed(town: Any, site: Any) -> None:
    server, url = site
    server.body = rss(item("One", id="1"))
    feed = town.feed(url, kind="link", older=True)
    with town.refused("feedreader.known_feed", Conflict):
        town.do("stew", AddFeed(url))
    town.do("stew", PauseFeed(feed.id))
    assert town.emitted("stew", PauseFeed(feed.id)) == []
    with town.refused("feedreader.paused", Conflict):
        town.do("stew", FetchFeed(feed.id))
    asked = len(server.asked)
    town.pass_time(days=3)
    assert len(server.asked) == asked
    town.do("stew", ChangeFeed(feed.id, url=url + "?x", kind="", older=False))
    assert town.emitted("stew", ResumeFeed(feed.id)) == ["feedreader.feed_resumed", "feedreader.feed_due"]
    assert town.emitted("stew", ResumeFeed(feed.id)) == []
    town.work()
    assert server.asked[-1].path == "/feed?x"
    assert town.inbox("stew") == []
    (post,) = town.posts()
    town.do("stew", RemoveFeed(feed.id))
    assert (town.entries(), town.ask("stew", ListFeeds())) == ((), ())
    assert town.ask(None, ReadPost(post.id)).body == post.body
    assert town.ask(None, ReadEntryOfPost(post.id)) is None
    asked = len(server.asked)
    town.pass_time(days=3)
    assert len(server.asked) == asked
    with town.refused("runtime.not_found", NotFound):
        town.ask("stew", ReadFeed(feed.id))


def test_kinds_that_cannot_be_opened_and_contradictions_are_refused(make_town: Any) -> None:
    town = make_town(max_feeds=1)
    for kind in ("comment", "none"):
        with town.refused("runtime.invalid", Invalid):
            town.do("stew", AddFeed("https://gazette.example/feed", kind=kind))
    feed = town.do("stew", AddFeed("https://gazette.example/feed"))
    with town.refused("feedreader.too_many_feeds", Conflict):
        town.do("stew", AddFeed("https://gazette.example/feed2"))
    with town.refused("runtime.invalid", Invalid):
        town.do("stew", ChangeFeed(feed.id, space=feed.id, outside_spaces=True))
    with town.refused("runtime.invalid", Invalid):
        town.do("stew", ChangeFeed(feed.id, agent=feed.id, by_community=True))
    with town.refused("runtime.not_found", NotFound):
        town.do("stew", ChangeFeed(feed.id, agent=feed.id))
