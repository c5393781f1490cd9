"""Legal holds, and what is held."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.privacy import HeldRow
from commkit.storage import Person, Personal

LegalHoldId = NewType("LegalHoldId", UUID)
"""The id of a legal hold."""
HeldMemberId = NewType("HeldMemberId", UUID)
"""The id of a member's entry in a legal hold."""
HeldThreadId = NewType("HeldThreadId", UUID)
"""The id of a thread's entry in a legal hold."""
HoldTitle = Annotated[str, Personal(of="opened_by", max=200, multiline=False)]
HoldReason = Annotated[str, Personal(of="opened_by", max=4_000)]


@frozen
class LegalHold:
    """A duty to keep what members wrote, as for a lawsuit.

    Attributes:
        id: Its id.
        title: What it is called.
        reason: Why it is held.
        opened_by: Who opened it; None for the host.
        opened_at: When.
        released_at: When it was released; None while it holds.
        released_by: Who released it; None for the host.
    """

    id: LegalHoldId
    title: HoldTitle
    reason: HoldReason
    opened_by: Annotated[MemberId | None, Person(exported=False)]
    opened_at: datetime
    released_at: datetime | None
    released_by: Annotated[MemberId | None, Person(exported=False, owns=False)]


@frozen
class HeldMember:
    """A custodian: somebody of whom all that they wrote in this community is held.

    Attributes:
        id: Its id.
        hold: The legal hold.
        member: Who.
        member_name: How they were called when it began, to say whose words they are after an erasure.
        held_at: Since when.
        released_at: Until when; None while the hold lasts.
    """

    id: HeldMemberId
    hold: LegalHoldId
    member: Annotated[MemberId, Person(exported=False)]
    member_name: Annotated[str, Personal(of="member", max=200, multiline=False)]
    held_at: datetime
    released_at: datetime | None


@frozen
class HeldThread:
    """A thread of which everything is held, whoever wrote it.

    Attributes:
        id: Its id.
        hold: The legal hold.
        thread: The thread.
        held_at: Since when.
        released_at: Until when; None while the hold lasts.
    """

    id: HeldThreadId
    hold: LegalHoldId
    thread: PostId
    held_at: datetime
    released_at: datetime | None


@frozen
class LegalHoldScope:
    """A legal hold, and what it reaches.

    Attributes:
        hold: The hold.
        members: Its custodians, in the order in which they were added.
        threads: Its threads, also those into which posts of them were moved.
    """

    hold: LegalHold
    members: tuple[HeldMember, ...]
    threads: tuple[HeldThread, ...]


@frozen
class DiscoveryPage:
    """Some of the rows that a legal hold reaches, as evidence.

    Attributes:
        hold: The legal hold.
        start: Where the page begins: the `next` of the one before; None for the first.
        rows: The rows, in the order of their tables and keys.
        purposes: What each of their columns is for, by table and column.
        left_out: How many rows in all the hold keeps behind walls, where nobody reads them.
        digest: SHA-256 of the hold's id, `start`, `purposes` and `rows`, in hexadecimal; `digest_of` computes it again.
        next: Where the next page begins; None at the end.
    """

    hold: LegalHoldId
    start: str | None
    rows: tuple[HeldRow, ...]
    purposes: Mapping[str, Mapping[str, str]]
    left_out: int
    digest: str
    next: str | None
