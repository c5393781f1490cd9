"""The rules that every plugin keeps, checked on this one, in a type that has other threads, too."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import uuid4

from commkit import SYSTEM, CommunityType, PostKind, hookimpl
from commkit.testing.conformance import PluginConformance
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_feedreader import AddFeed, FeedEntryId, FeedId, FeedReader, ListFeedEntries, PauseFeed
from commkit_feedreader.jobs import ImportFeedEntry

GREENHOUSE = CommunityType(
    "greenhouse",
    features=("posts", "feedreader.feeds"),
    post_kinds=(
        PostKind(name="talk", opens=True, replies=("comment",)),
        PostKind(name="comment", replies=("comment",)),
    ),
)


class Greenhouse:
    """A plugin of a type that reads feeds."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield FeedReader

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield GREENHOUSE


def _address() -> str:
    return f"https://gazette.example/{uuid4().hex}"


def _feed(scenario: Scenario, actor: str) -> FeedId:
    return scenario.do(SYSTEM, AddFeed(_address(), kind="talk", older=True)).id


def _paused(scenario: Scenario, actor: str) -> FeedId:
    feed = _feed(scenario, actor)
    scenario.do(SYSTEM, PauseFeed(feed))
    return feed


def _entry(scenario: Scenario, actor: str) -> FeedEntryId:
    feed = _feed(scenario, actor)
    scenario.do(SYSTEM, _import(feed))
    return scenario.ask(SYSTEM, ListFeedEntries(feed)).items[0].id


def _import(feed: FeedId) -> ImportFeedEntry:
    return ImportFeedEntry(feed=feed, **WHAT, published_at=_MOMENT, posted=True)


_MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
KEY = "0" * 64
WHAT: dict[str, Any] = {
    "key": KEY,
    "link_key": "",
    "digest": KEY,
    "title": "Rain",
    "link": "https://gazette.example/rain",
    "summary": "It rains.",
    "body": "<p>It rains.</p>",
}


def _new_address(cell: MatrixCell) -> str:
    return _address()


STEWARDS = {"steward": "any", "system": "any"}
FEED = Fixture(_feed)


class TestFeedReader(PluginConformance):
    plugin = staticmethod(FeedReader)
    extra_plugins = (Greenhouse(),)
    type = "greenhouse"
    sample_values: ClassVar[Any] = {"kind": ("talk", "comment"), "url": ("https://gazette.example/feed",)}
    fixtures: ClassVar[Any] = {"FeedId": FEED, "FeedEntryId": Fixture(_entry)}
    expected_permissions: ClassVar[Any] = {
        "feedreader.add_feed": allowed(
            **STEWARDS, given={"url": _new_address, "kind": "talk", "space": None, "agent": None}
        ),
        "feedreader.change_feed": allowed(
            **STEWARDS,
            given={
                "feed": FEED,
                "url": None,
                "kind": "",
                "space": None,
                "outside_spaces": False,
                "agent": None,
                "by_community": False,
            },
        ),
        "feedreader.pause_feed": allowed(**STEWARDS),
        "feedreader.resume_feed": allowed(**STEWARDS, given={"feed": Fixture(_paused)}),
        "feedreader.fetch_feed": allowed(**STEWARDS),
        "feedreader.remove_feed": allowed(**STEWARDS),
        "feedreader.read_feed": allowed(**STEWARDS),
        "feedreader.list_feeds": allowed(**STEWARDS),
        "feedreader.list_feed_entries": allowed(visitor="any"),
        "feedreader.read_entry_of_post": allowed(visitor="any", steward="any+removed"),
        "feedreader.read_feed_numbers": allowed(steward="any"),
        "feedreader.fetch_due_feed": allowed(system="any", archived=True, given={"turn": 1}),
        "feedreader.import_feed_entry": allowed(system="any", given={"feed": FEED, **WHAT}),
        "feedreader.refuse_feed_entry": allowed(
            system="any", given={"feed": FEED, "key": KEY, "link_key": "", "digest": KEY, "code": "a.b"}
        ),
        "feedreader.record_feed_fetch": allowed(
            system="any", archived=True, given={"feed": FEED, "seen": ()}
        ),
        "feedreader.record_feed_failure": allowed(system="any", archived=True),
    }
