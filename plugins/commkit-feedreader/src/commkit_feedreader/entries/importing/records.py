"""What becomes of the entries of a document."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit.posts import PostId
from commkit_feedreader.documents.records import SourceEntry
from commkit_feedreader.entries.records import FeedEntryId


class EntryOutcome(StrEnum):
    """What came of taking an entry."""

    IMPORTED = "imported"
    """It is new."""
    UPDATED = "updated"
    """It was known, and says something else now."""
    KNOWN = "known"
    """It is known as it is."""
    FULL = "full"
    """As many were taken within a day as the settings allow."""


@frozen
class KnownEntry:
    """An entry that was taken before.

    Attributes:
        id: Its id here.
        key: What identifies it.
        link_key: What identifies its link; empty where it has none.
        digest: What identifies what it says.
        post: The post that it became.
        post_version: The version of that post that says what the entry says.
        refused: The code of the error that refused it.
        title: Its title; empty where it was refused or forgotten.
    """

    id: FeedEntryId
    key: str
    link_key: str
    digest: str
    post: PostId | None
    post_version: int | None
    refused: str
    title: str


@frozen(kw_only=True)
class Candidate:
    """An entry of a document, and what identifies it.

    Attributes:
        source: The entry.
        key: What identifies it.
        link_key: What identifies its link; empty where it has none, or shares it with another entry of the document.
        digest: What identifies what it says.
        at: When it was published, or changed; None where that is unknown.
    """

    source: SourceEntry
    key: str
    link_key: str
    digest: str
    at: datetime | None


@frozen(kw_only=True)
class Plan:
    """What is done with the entries of a document.

    Attributes:
        take: Those that are new or changed, in the order in which they are taken.
        seen: Those that are known.
        left: How many wait for the next fetch.
    """

    take: tuple[Candidate, ...]
    seen: tuple[FeedEntryId, ...]
    left: int


@frozen(kw_only=True)
class Taken:
    """What was done with them.

    Attributes:
        count: How many were taken.
        seen: The entries that are known now, and were known before.
        left: How many wait for the next fetch.
    """

    count: int
    seen: tuple[FeedEntryId, ...]
    left: int
