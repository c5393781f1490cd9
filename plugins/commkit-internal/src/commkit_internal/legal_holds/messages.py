"""The commands and queries of legal holds."""

from typing import ClassVar

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, TextCommand
from commkit.posts import PostId
from commkit_internal.legal_holds.records import (
    DiscoveryPage,
    HeldMember,
    HeldThread,
    HoldReason,
    HoldTitle,
    LegalHold,
    LegalHoldId,
    LegalHoldScope,
)


@frozen
class OpenLegalHold(TextCommand[LegalHold]):
    """Open a legal hold; say afterwards whom and what it reaches.

    Attributes:
        title: What it is called.
        reason: Why it is held; custodians are not told.
    """

    permission = "internal.manage_legal_holds"
    creates = True
    discreet = True
    when_archived: ClassVar[bool] = True
    shown = ("title", "reason")
    personal = ("title", "reason")

    title: HoldTitle
    reason: HoldReason


@frozen
class HoldMember(Command[HeldMember]):
    """Hold all that a member wrote in this community, and what they will write; also of one who has left.

    It reaches behind walls, too: what they wrote there is kept, though `ExportForDiscovery` leaves it out.

    Raises:
        NotFound: There is no such hold or member.
        Conflict: The hold was released, or reaches them already.
    """

    permission = "internal.manage_legal_holds"
    creates = True
    discreet = True
    when_archived: ClassVar[bool] = True

    hold: LegalHoldId
    member: MemberId


@frozen
class HoldThread(Command[HeldThread]):
    """Hold a thread: its posts, their earlier versions and their files, whoever wrote them.

    Raises:
        NotFound: There is no such hold, or no such thread that the actor sees.
        Conflict: The hold was released, or reaches the thread already.
    """

    permission = "internal.manage_legal_holds"
    creates = True
    discreet = True
    when_archived: ClassVar[bool] = True

    hold: LegalHoldId
    thread: PostId


@frozen
class ReleaseHold(Command[LegalHold]):
    """Release a legal hold. The worker completes erasures that it held up, but for what another hold reaches.

    Raises:
        NotFound: There is no such hold.
        Conflict: It was released before.
    """

    permission = "internal.manage_legal_holds"
    discreet = True
    withdraws = True

    hold: LegalHoldId


@frozen(kw_only=True)
class ListHolds(Query[Page[LegalHold]]):
    """The legal holds, the newest first, those that were released, too.

    Attributes:
        after: Where the last page ended.
        limit: How many, at most.
    """

    permission = "internal.read_legal_holds"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadHold(Query[LegalHoldScope]):
    """Read a legal hold, with its custodians and threads, 1,000 of each at most.

    Raises:
        NotFound: There is none.
    """

    permission = "internal.read_legal_holds"

    hold: LegalHoldId


@frozen
class ExportForDiscovery(Query[DiscoveryPage]):
    """Export a page of the rows that a legal hold reaches, each column with its purpose, with a digest to check it by.

    What stands behind walls is left out, whoever asks: nobody reads there who is not inside. The page says how many
    rows that is.

    Attributes:
        hold: The legal hold.
        after: Where the last page ended.
        limit: How many rows, at most.

    Raises:
        NotFound: There is no such hold.
        Conflict: It was released, so it reaches nothing.
    """

    permission = "internal.export_for_discovery"
    personal = ()

    hold: LegalHoldId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=100, kw_only=True)
