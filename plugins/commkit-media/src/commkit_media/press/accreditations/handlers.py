"""How accreditations are requested, decided, withdrawn and given up."""

from attrs import asdict, evolve

from commkit import Conflict, Context, Invalid
from commkit.members import lock_member
from commkit.storage import schedule_command
from commkit_media.press.accreditations import statements as sql
from commkit_media.press.accreditations.facts import AccreditationDecided, AccreditationRequested
from commkit_media.press.accreditations.jobs import ExpireAccreditation
from commkit_media.press.accreditations.messages import (
    DecideAccreditation,
    GiveUpAccreditation,
    RequestAccreditation,
    WithdrawAccreditation,
)
from commkit_media.press.accreditations.records import (
    Accreditation,
    AccreditationId,
    AccreditationState,
)
from commkit_media.press.accredited.handlers import join_accredited, leave_accredited
from commkit_media.press.feature import press_feature
from commkit_media.tables import accreditation


@press_feature.loads(Accreditation, owner=lambda found: found.member, table=accreditation)
def fetch_accreditation(context: Context, id: AccreditationId) -> Accreditation | None:
    """Load the actor's own accreditation, or anybody's for those who decide."""
    return context.one(sql.ONE, id=id)


@press_feature.handles(RequestAccreditation)
def request_accreditation(context: Context, command: RequestAccreditation) -> Accreditation:
    """Lock the member, so that of two requests one is kept; then add it, or request it anew."""
    lock_member(context, context.member)
    before = context.one(sql.LOCKED_OF_MEMBER, member=context.member)
    if before is not None and (before.state is AccreditationState.REQUESTED or before.holds(context.now)):
        raise Conflict(
            "media.accredited_already",
            "you are accredited, or have asked for it already; wait for the editors",
        )
    requested = Accreditation(
        id=before.id if before is not None else AccreditationId(context.new_id()),
        member=context.member,
        outlet=command.outlet,
        note=command.note,
        state=AccreditationState.REQUESTED,
        requested_at=context.now,
        decided_by=None,
        decided_at=None,
        reason="",
        expires_at=None,
    )
    if before is None:
        context.run(sql.ADD, requested)
    else:
        _save(context, requested)
        leave_accredited(context, requested.member)
    context.emit(AccreditationRequested(accreditation=requested.id))
    return requested


@press_feature.handles(DecideAccreditation)
def decide_accreditation(context: Context, command: DecideAccreditation) -> Accreditation:
    """Save the decision, then put the member into the group of the accredited."""
    before = _locked(context, context.get(Accreditation, command.accreditation))
    _check_expiry(context, command)
    prolongs = command.grant and before.state is AccreditationState.GRANTED
    if before.state is not AccreditationState.REQUESTED and not prolongs:
        raise Conflict(
            "media.accreditation_decided",
            f"this accreditation is {before.state}; its member requests it anew",
        )
    state = AccreditationState.GRANTED if command.grant else AccreditationState.REFUSED
    after = _decided(context, before, state, command.reason)
    after = evolve(after, expires_at=command.expires_at)
    _save(context, after)
    if command.grant:
        join_accredited(context, after.member)
        if after.expires_at is not None:
            schedule_command(context, ExpireAccreditation(after.id), at=after.expires_at, as_system=True)
    _tell(context, after)
    return after


@press_feature.handles(WithdrawAccreditation)
def withdraw_accreditation(context: Context, command: WithdrawAccreditation) -> Accreditation:
    """Save it; whoever reads under embargo at the same time has the row locked, or finds it withdrawn."""
    before = _locked(context, context.get(Accreditation, command.accreditation))
    if before.state is not AccreditationState.GRANTED:
        raise Conflict(
            "media.not_accredited", f"this accreditation is {before.state}; it does not hold anyway"
        )
    return end_accreditation(context, before, reason=command.reason)


@press_feature.handles(GiveUpAccreditation)
def give_up_accreditation(context: Context, command: GiveUpAccreditation) -> bool:
    """End the actor's own."""
    before = context.one(sql.LOCKED_OF_MEMBER, member=context.member)
    if before is None or before.state not in (AccreditationState.REQUESTED, AccreditationState.GRANTED):
        return False
    end_accreditation(context, before, reason="")
    return True


def end_accreditation(context: Context, before: Accreditation, *, reason: str) -> Accreditation:
    """End an accreditation that the caller has locked.

    Args:
        context: The context of the command.
        before: The accreditation.
        reason: Why.
    """
    after = _decided(context, before, AccreditationState.WITHDRAWN, reason)
    _save(context, after)
    leave_accredited(context, after.member)
    _tell(context, after)
    return after


def _locked(context: Context, found: Accreditation) -> Accreditation:
    locked = context.one(sql.LOCKED, id=found.id)
    if locked is None:
        raise Conflict(
            "media.accreditation_changed", "this accreditation is gone by now; read the list again"
        )
    return locked


def _check_expiry(context: Context, command: DecideAccreditation) -> None:
    if command.expires_at is None:
        return
    if not command.grant:
        raise Invalid.field("expires_at", "ignored", "what is refused has no expiry; leave it out")
    if command.expires_at <= context.now:
        raise Invalid.field("expires_at", "too_early", "give a time in the future, or withdraw it")


def _decided(
    context: Context, before: Accreditation, state: AccreditationState, reason: str
) -> Accreditation:
    own = context.member_or_none == before.member
    by = None if own else context.member_or_none
    return evolve(before, state=state, decided_by=by, decided_at=context.now, reason=reason)


def _save(context: Context, after: Accreditation) -> None:
    values = {f"new_{name}": value for name, value in asdict(after).items() if name not in ("id", "member")}
    context.run(sql.SAVE, id=after.id, **values)


def _tell(context: Context, after: Accreditation) -> None:
    context.emit(AccreditationDecided(accreditation=after.id, member=after.member, state=after.state.value))
