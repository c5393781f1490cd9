"""The records of feed tokens."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId

FeedTokenId = NewType("FeedTokenId", UUID)
"""The id of a feed token; not what stands in an address."""


@frozen
class FeedToken:
    """What lets a feed reader or a calendar program read as a member, in one community; only that member sees it.

    Attributes:
        id: Its id.
        member: Whose it is.
        label: What it is for, in the member's words: `phone`, `work laptop`.
        secret: What stands in addresses as `token`; returned only when it is made, and stored hashed.
        created_at: When it was made.
        last_used_at: A moment at most a day before it was last used; None where it never was.
    """

    id: FeedTokenId
    member: MemberId
    label: str
    secret: str | None
    created_at: datetime
    last_used_at: datetime | None


@frozen
class FeedTokenOwner:
    """For whom a token reads.

    Attributes:
        token: The token.
        key: The host's key of its member.
        use_due: Whether its use is to be stored now; see `RecordFeedTokenUse`.
    """

    token: FeedTokenId
    key: str
    use_due: bool
