"""The feature of feeds, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, FieldError, Invalid, NotificationKind
from commkit.fetching import FetchPolicy
from commkit_feedreader.entries.facts import FeedEntryImported, FeedEntryUpdated
from commkit_feedreader.feeds.facts import FeedAdded, FeedChanged, FeedPaused, FeedRemoved, FeedResumed
from commkit_feedreader.fetches.facts import FeedDue, FeedFetched, FeedFetchFailed, FeedMoved
from commkit_feedreader.numbers.records import FeedNumbers
from commkit_feedreader.policy import MIGRATIONS
from commkit_feedreader.retention import FEED_RETENTION
from commkit_feedreader.tables import metadata


@frozen
class FeedSettings:
    """How feeds are read in a community.

    Attributes:
        max_feeds: Feeds that the community may have, 0 to 200.
        every: How often a feed is fetched while it works, 5 minutes to 7 days.
        max_per_fetch: Entries that are taken from one fetch, 1 to 100: the newest.
        max_per_day: Entries of one feed that are taken within 24 hours, 1 to 1,000; the others wait.
        max_bytes: Bytes of a document that are read, 10,000 to 20,000,000; of a longer one the entries in these.
        pause_after: Failures in a row after which a feed is paused, 1 to 100.

    Raises:
        Invalid: A value is out of its range (`feedreader.bad_settings`).
    """

    max_feeds: int = 20
    every: timedelta = timedelta(hours=1)
    max_per_fetch: int = 20
    max_per_day: int = 50
    max_bytes: int = 5_000_000
    pause_after: int = 10

    def __attrs_post_init__(self) -> None:
        faults = [
            FieldError(name, "out_of_range", f"give {least:,} to {most:,}")
            for name, least, most in (
                ("max_feeds", 0, 200),
                ("max_per_fetch", 1, 100),
                ("max_per_day", 1, 1_000),
                ("max_bytes", 10_000, 20_000_000),
                ("pause_after", 1, 100),
            )
            if not least <= getattr(self, name) <= most
        ]
        if not timedelta(minutes=5) <= self.every <= timedelta(days=7):
            faults.append(FieldError("every", "out_of_range", "give 5 minutes to 7 days"))
        if faults:
            raise Invalid(faults, code="feedreader.bad_settings")


feed_feature = Feature(
    "feedreader.feeds",
    tables=metadata,
    migrations=MIGRATIONS,
    settings=FeedSettings(),
    requires=("posts",),
    port_types=(FetchPolicy,),
    grants={
        "visitor": {"feedreader.read"},
        "steward": {"feedreader.manage", "feedreader.read_numbers"},
        "system": {"feedreader.manage", "feedreader.fetch"},
    },
    system_only=("feedreader.fetch",),
    facts=(
        FeedAdded,
        FeedChanged,
        FeedPaused,
        FeedResumed,
        FeedRemoved,
        FeedDue,
        FeedFetched,
        FeedFetchFailed,
        FeedMoved,
        FeedEntryImported,
        FeedEntryUpdated,
    ),
    records=(FeedNumbers,),
    notification_kinds=(
        NotificationKind(
            name="feedreader.feed_paused",
            summary="A feed is not fetched any more, because it is gone or fails.",
            channels=("inbox", "mail"),
        ),
    ),
    retention=FEED_RETENTION,
)
"""Feeds of other sites, whose entries become posts or are listed."""
