"""How legal holds are opened, widened and released."""

from commkit import Conflict, Context, NotFound
from commkit.posts import Post, PostId
from commkit.privacy import complete_erasures, lock_holds
from commkit_internal.legal_holds import statements as sql
from commkit_internal.legal_holds.facts import LegalHoldOpened, LegalHoldReleased, MemberHeld, ThreadHeld
from commkit_internal.legal_holds.feature import legal_hold_feature
from commkit_internal.legal_holds.messages import HoldMember, HoldThread, OpenLegalHold, ReleaseHold
from commkit_internal.legal_holds.policy import check_open, reached_already
from commkit_internal.legal_holds.records import (
    HeldMember,
    HeldMemberId,
    HeldThread,
    HeldThreadId,
    LegalHold,
    LegalHoldId,
)


@legal_hold_feature.loads(LegalHold)
def fetch_legal_hold(context: Context, id: LegalHoldId) -> LegalHold | None:
    """A hold, for those who keep holds."""
    return context.one(sql.ONE, id=id) if context.can("internal.read_legal_holds") else None


@legal_hold_feature.handles(OpenLegalHold)
def open_legal_hold(context: Context, command: OpenLegalHold) -> LegalHold:
    """Add it; it reaches nothing yet."""
    opened = LegalHold(
        id=LegalHoldId(context.new_id()),
        title=command.title,
        reason=command.reason,
        opened_by=context.member_or_none,
        opened_at=context.now,
        released_at=None,
        released_by=None,
    )
    context.run(sql.ADD, opened)
    context.emit(LegalHoldOpened(hold=opened.id))
    return opened


@legal_hold_feature.handles(HoldMember)
def hold_member(context: Context, command: HoldMember) -> HeldMember:
    """Wait for erasures that run, then hold what is left; of who has left the community, too."""
    hold = _lock(context, command.hold)
    found = context.one(sql.CUSTODIAN, member=command.member)
    if found is None:
        raise NotFound("internal.no_such_member", "nobody with this id was ever a member here; name another")
    if context.one(sql.MEMBER, hold=hold.id, member=command.member) is not None:
        raise reached_already()
    held = HeldMember(
        id=HeldMemberId(context.new_id()),
        hold=hold.id,
        member=command.member,
        member_name=found[0],
        held_at=context.now,
        released_at=None,
    )
    context.run(sql.ADD_MEMBER, held)
    context.emit(MemberHeld(hold=hold.id, member=command.member))
    return held


@legal_hold_feature.handles(HoldThread)
def hold_thread(context: Context, command: HoldThread) -> HeldThread:
    """Wait for erasures that run, then hold what is left."""
    hold = _lock(context, command.hold)
    thread = context.get(Post, context.get(Post, command.thread).thread)
    if context.one(sql.THREAD, hold=hold.id, thread=thread.id) is not None:
        raise reached_already()
    return add_thread(context, hold.id, thread.id)


@legal_hold_feature.handles(ReleaseHold)
def release_hold(context: Context, command: ReleaseHold) -> LegalHold:
    """Release it, and let the worker complete what it held up."""
    hold = _lock(context, command.hold)
    context.run(sql.RELEASE, id=hold.id, now=context.now, by=context.member_or_none)
    context.run(sql.RELEASE_MEMBERS, hold=hold.id, now=context.now)
    context.run(sql.RELEASE_THREADS, hold=hold.id, now=context.now)
    complete_erasures(context)
    context.emit(LegalHoldReleased(hold=hold.id))
    return context.get(LegalHold, hold.id)


def add_thread(context: Context, hold: LegalHoldId, thread: PostId) -> HeldThread:
    """Let a hold reach a thread, too."""
    held = HeldThread(
        id=HeldThreadId(context.new_id()),
        hold=hold,
        thread=thread,
        held_at=context.now,
        released_at=None,
    )
    context.run(sql.ADD_THREAD, held)
    context.emit(ThreadHeld(hold=hold, thread=thread))
    return held


def _lock(context: Context, id: LegalHoldId) -> LegalHold:
    """Lock the community's holds, then read one that lasts: two changes of one hold see each other.

    Raises:
        NotFound: There is none.
        Conflict: It was released.
    """
    context.get(LegalHold, id)
    lock_holds(context)
    found = context.one(sql.ONE, id=id)
    if found is None:
        raise Conflict("internal.hold_released", "this hold is gone; open another one")
    check_open(found)
    return found
