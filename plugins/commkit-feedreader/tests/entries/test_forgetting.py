"""The words of an entry go with those of its post, and do not come back with the feed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve, frozen
from sqlalchemy import select, text

from commkit import SYSTEM, Command, Context, Feature, hookimpl
from commkit.posts import MergeThreads, PostId, RemovePost, expire_threads
from commkit.privacy import ErasePerson
from commkit.testing.contexts import context_of
from commkit_feedreader import ReadFeedNumbers
from commkit_feedreader.entries.importing import statements as sql
from commkit_feedreader.tables import entry
from tests.feed_sites import item, rss

WORD = "xgeheimnisx"
ITEM = {"id": "1", "link": f"https://gazette.example/{WORD}", "text": f"All of {WORD}."}


@frozen
class ExpireThreads(Command[int]):
    """Let threads expire."""

    permission = "brief.expire"
    personal = ()
    threads: tuple[PostId, ...]


expiring = Feature("brief.expiry", requires=("posts",), grants={"system": {"brief.expire"}})


@expiring.handles(ExpireThreads)
def expire_them(context: Context, command: ExpireThreads) -> int:
    return expire_threads(context, command.threads)


class Brief:
    name = "brief"

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield expiring


@pytest.fixture
def brief(town: Any) -> Iterator[Any]:
    """A town whose threads may expire."""

    class Expiring(type(town)):  # type: ignore[misc]  # the class of the fixture
        def composed(self, **options: Any) -> dict[str, Any]:
            made: dict[str, Any] = super().composed(**options)
            (garden,) = made["types"]
            types = [evolve(garden, features=(*garden.features, "brief.expiry"))]
            return made | {"plugins": [*made["plugins"], Brief()], "types": types}

    made = Expiring(town.url)
    with closing(made.kit):
        yield made


def an_hour_ago(town: Any) -> Any:
    return town.clock() - timedelta(hours=1)


def kept(town: Any) -> list[str]:
    """The columns of entries in which the word is."""
    with town.kit.database.engine.connect() as connection:
        rows = connection.execute(select(entry)).mappings().all()
    return sorted({name for row in rows for name, value in row.items() if WORD in str(value)})


def expire(town: Any, *posts: Any) -> None:
    town.do(SYSTEM, ExpireThreads(tuple(each.id for each in posts)))
    town.work()


def test_an_entry_of_an_expired_thread_says_nothing_and_is_not_imported_again(brief: Any, site: Any) -> None:
    server, url = site
    other = item("Weather", an_hour_ago(brief), id="2", text="It rains.")
    server.body = rss(item(f"About {WORD}", an_hour_ago(brief), **ITEM), other)
    brief.feed(url, kind="link", older=True)
    assert kept(brief) == ["link", "summary", "title"], "the control: it is everywhere"
    gone = next(post for post in brief.posts() if WORD in post.title)
    expire(brief, gone)
    assert kept(brief) == []
    assert brief.titles() == ["Weather"]
    for changed in (f"About {WORD}", f"More about {WORD}", f"Even more about {WORD}"):
        server.body = rss(item(changed, an_hour_ago(brief), **ITEM), other)
        brief.pass_time(minutes=61)
        assert kept(brief) == []
        assert [post.title for post in brief.posts()] == ["Weather"]
    (numbers,) = brief.ask("stew", ReadFeedNumbers())
    assert (numbers.entries, numbers.posted, numbers.refused) == (2, 2, 0)


def test_an_entry_whose_post_was_merged_into_a_thread_goes_with_that(brief: Any, site: Any) -> None:
    server, url = site
    server.body = rss(item(f"About {WORD}", **ITEM), item("Weather", id="2"))
    brief.feed(url, kind="link", older=True)
    by_title = {post.title: post for post in brief.posts()}
    target = by_title.pop("Weather")
    (merged,) = by_title.values()
    brief.do("stew", MergeThreads(merged.id, into=target.id))
    expire(brief, target)
    assert kept(brief) == []
    assert brief.titles() == []


def test_an_entry_goes_with_the_agent_that_posted_it(town: Any, site: Any) -> None:
    server, url = site
    agent = town.agent()
    server.body = rss(item(f"About {WORD}", **ITEM))
    town.feed(url, kind="link", older=True, agent=agent.id)
    server.paths["/other"] = (200, server.headers, rss(item("Weather", id="2")))
    town.feed(url.replace("/feed", "/other"), kind="link", older=True)
    assert kept(town) == ["link", "summary", "title"]
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson(agent.key))
    assert kept(town) == []
    assert town.titles() == ["Weather"]
    server.body = rss(item(f"More about {WORD}", **ITEM))
    town.pass_time(minutes=61)
    assert kept(town) == []
    assert [post.title for post in town.posts() if WORD in post.title] == []


def test_what_is_removed_may_be_restored_so_its_entry_stays(town: Any, site: Any) -> None:
    """The control: only what is gone for good is forgotten."""
    server, url = site
    server.body = rss(item(f"About {WORD}", **ITEM))
    town.feed(url, kind="link", older=True)
    (post,) = town.posts()
    town.do("stew", RemovePost(post.id, reason="Rubbish"))
    assert kept(town) == ["link", "summary", "title"]
    assert town.titles() == []


def test_a_change_that_is_stored_while_the_thread_expires_brings_nothing_back(town: Any, site: Any) -> None:
    """The worker read the entry before it was forgotten, and stores the change after."""
    server, url = site
    server.body = rss(item(f"About {WORD}", **ITEM))
    feed = town.feed(url, kind="link", older=True)
    with town.kit.database.engine.begin() as connection:
        before = connection.execute(select(entry)).mappings().one()
        connection.execute(text("UPDATE commkit_feedreader_entry SET title = '', summary = '', link = ''"))
    with town.kit.session(SYSTEM, "garden") as session:
        changed = context_of(session).run(
            sql.UPDATE,
            feed=feed.id,
            id=before["id"],
            seen=before["digest"],
            now=town.clock(),
            new_title=WORD,
            new_summary=WORD,
            new_link=WORD,
            new_link_key="",
            new_digest="0" * 64,
        )
    assert (changed, kept(town)) == (0, [])
