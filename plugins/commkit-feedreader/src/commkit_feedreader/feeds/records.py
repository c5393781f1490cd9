"""A feed that a community is subscribed to, as its stewards see it."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.members import AgentId
from commkit.spaces import SpaceId

FeedId = NewType("FeedId", UUID)
"""The id of a feed."""


class PauseReason(StrEnum):
    """Why a feed is not fetched."""

    STEWARD = "steward"
    """A steward paused it."""
    GONE = "gone"
    """Its site answered that it is gone for good (410)."""
    FAILING = "failing"
    """It failed as often in a row as the settings allow."""


@frozen(kw_only=True)
class Feed:
    """A feed of another site, to which a community, or a space of it, is subscribed.

    Attributes:
        id: Its id.
        url: Where it is fetched; after a permanent redirect the new address.
        title: What it calls itself; the host of its address until it was fetched.
        site: The page that it is the feed of; empty where it says nothing.
        space: The space in which its entries are posted and listed; None for none.
        kind: The post kind that its entries become; empty where they are only listed.
        agent: The agent that is the author of its posts; None for the community itself.
        older: Whether entries from before the subscription are posted, too.
        added_at: When the community was subscribed to it.
        paused_at: When it was paused; None while it is fetched.
        paused_reason: Why; None while it is fetched.
        checked_at: When it was last fetched, with whatever outcome; None before the first time.
        succeeded_at: When that last succeeded; None before.
        next_at: When it is fetched next; None while it is paused.
        last_status: The HTTP status of its last answer; None where there was none.
        failures: Failures in a row; 0 after a success.
        failure_code: The code of the last failure; empty after a success.
        cut: Whether its document had more entries than were read the last time.
    """

    id: FeedId
    url: str
    title: str
    site: str
    space: SpaceId | None
    kind: str
    agent: AgentId | None
    older: bool
    added_at: datetime
    paused_at: datetime | None = None
    paused_reason: PauseReason | None = None
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    next_at: datetime | None = None
    last_status: int | None = None
    failures: int = 0
    failure_code: str = ""
    cut: bool = False
