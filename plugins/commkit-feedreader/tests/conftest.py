"""A community of a type of its own with feeds, whose site is a real HTTP server on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM, CommunityType, PostKind
from commkit.communities import CreateCommunity
from commkit.fetching import FetchPolicy
from commkit.members import AddAgent
from commkit.posts import ListThreads, Post
from commkit_feedreader import AddFeed, Feed, FeedEntry, FeedReader, ListFeedEntries, ReadFeed
from tests.feed_sites import Site, feed_site
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

LOOPBACK = FetchPolicy(allowed_networks=("127.0.0.0/8",), allow_http=True, timeout=timedelta(seconds=10))

GARDEN = CommunityType(
    "garden",
    features=("posts", "feedreader.feeds"),
    post_kinds=(
        PostKind(name="talk", opens=True, replies=("comment",)),
        PostKind(name="link", opens=True, replies=("comment",)),
        PostKind(name="comment", replies=("comment",)),
    ),
)


class Town(PluginTown):
    """One community `garden`; options are those of `FeedReader`."""

    community = CreateCommunity(
        "garden",
        type="garden",
        title="Garden",
        purpose="Grow things",
        care_hours=4,
        review_on=date(2100, 1, 1),
    )
    plugin = "feedreader"
    staff: ClassVar[dict[str, str]] = {}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [FeedReader(**options)], "types": [GARDEN], "ports": {FetchPolicy: LOOPBACK}}

    def feed(self, url: str, by: Any = "stew", **fields: Any) -> Feed:
        """Add a feed, and fetch it for the first time."""
        feed = self.do(by, AddFeed(url, **fields))
        self.work()
        return self.read(feed)

    def read(self, feed: Feed) -> Feed:
        return self.ask("stew", ReadFeed(feed.id))

    def work(self) -> Any:
        """Let the worker do what is due."""
        return self.kit.worker().drain()

    def entries(self, by: Any = None, **fields: Any) -> tuple[FeedEntry, ...]:
        return self.ask(by, ListFeedEntries(limit=100, **fields)).items

    def titles(self) -> list[str]:
        """What is listed, the newest first."""
        return [entry.title for entry in self.entries()]

    def posts(self, by: Any = None) -> list[Post]:
        """The threads, the newest first."""
        return list(self.ask(by, ListThreads(limit=100)).items)

    def agent(self, name: str = "Gazette") -> Any:
        return self.do(SYSTEM, AddAgent(name=name, scopes=("posts.",), key=f"agent-{name}"))

    @contextmanager
    def facts(self, *kinds: type) -> Iterator[list[Any]]:
        """The facts of these kinds that are emitted inside."""
        seen: list[Any] = []
        for kind in kinds:
            self.kit.on(kind)(seen.append)
        yield seen


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town


@pytest.fixture
def site() -> Iterator[tuple[Site, str]]:
    """A site, and the address of its feed."""
    with feed_site() as made:
        yield made
