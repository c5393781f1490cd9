"""What happens to legal holds; only those who keep them hear of it."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId
from commkit_internal.legal_holds.records import LegalHoldId


@frozen
class LegalHoldOpened(Fact):
    """A legal hold was opened; it holds nothing yet."""

    name = "internal.legal_hold_opened"
    visible_to = "internal.read_legal_holds"
    hold: LegalHoldId


@frozen
class MemberHeld(Fact):
    """What a member wrote is held from now on.

    Attributes:
        hold: The legal hold.
        member: The custodian.
    """

    name = "internal.member_held"
    visible_to = "internal.read_legal_holds"
    hold: LegalHoldId
    member: MemberId


@frozen
class ThreadHeld(Fact):
    """A thread is held from now on.

    Attributes:
        hold: The legal hold.
        thread: The thread.
    """

    name = "internal.thread_held"
    visible_to = "internal.read_legal_holds"
    hold: LegalHoldId
    thread: PostId


@frozen
class LegalHoldReleased(Fact):
    """A legal hold was released; what no other one reaches is erased and deleted by age as ever."""

    name = "internal.legal_hold_released"
    visible_to = "internal.read_legal_holds"
    hold: LegalHoldId
