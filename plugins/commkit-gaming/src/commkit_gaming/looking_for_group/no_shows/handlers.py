"""How no-shows are noted, disputed and decided."""

from datetime import timedelta

from commkit import Conflict, Context, Denied
from commkit_gaming.looking_for_group.facts import (
    NoShowDecided,
    NoShowDisputed,
    NoShowNoted,
    NoShowTakenBack,
)
from commkit_gaming.looking_for_group.feature import PartySettings, party_feature
from commkit_gaming.looking_for_group.handlers import check_owns, member_of
from commkit_gaming.looking_for_group.jobs import locked_party
from commkit_gaming.looking_for_group.no_shows import statements as sql
from commkit_gaming.looking_for_group.no_shows.messages import (
    DecideNoShow,
    DisputeNoShow,
    NoteNoShow,
    TakeBackNoShow,
)
from commkit_gaming.looking_for_group.no_shows.records import NoShow, NoShowId, NoShowState
from commkit_gaming.looking_for_group.records import Party, PartyState
from commkit_gaming.tables import no_show

_NOTED_WITHIN = timedelta(days=7)


@party_feature.loads(NoShow, owner=lambda found: found.member, table=no_show)
def fetch_no_show(context: Context, id: NoShowId) -> NoShow | None:
    """One's own, or any for stewards."""
    return context.one(sql.ONE, id=id)


@party_feature.handles(NoteNoShow)
def note_no_show(context: Context, command: NoteNoShow) -> None:
    """Hold the party, and add the row."""
    found = locked_party(context, context.get(Party, command.party).id)
    check_owns(context, found)
    theirs = member_of(context, found, command.member)
    if theirs.member == context.member:
        raise Conflict("gaming.own_no_show", "you own this party; name somebody else in it")
    begun = found.starts_at is not None and found.starts_at <= context.now < found.starts_at + _NOTED_WITHIN
    if found.state is not PartyState.READY or not begun:
        raise Conflict(
            "gaming.no_time_of_no_shows",
            "note who did not come within 7 days of the beginning of a party that was ready",
        )
    made = NoShow(
        id=NoShowId(context.new_id()),
        party=found.id,
        member=theirs.member,
        noted_by=context.member,
        noted_at=context.now,
        state=NoShowState.NOTED,
        dispute="",
        decided_at=None,
    )
    if context.run(sql.ADD, made):
        context.emit(NoShowNoted(party=found.id, no_show=made.id, member=made.member))


@party_feature.handles(TakeBackNoShow)
def take_back_no_show(context: Context, command: TakeBackNoShow) -> bool:
    """Delete the row, if it is of who owned the party then: the next owner may be whom it is about."""
    found = context.get(Party, command.party)
    check_owns(context, found)
    if not context.run(sql.TAKE_BACK, party=found.id, member=command.member, noted_by=context.member):
        return False
    context.emit(NoShowTakenBack(party=found.id, member=command.member))
    return True


@party_feature.handles(DisputeNoShow)
def dispute_no_show(context: Context, command: DisputeNoShow) -> NoShow:
    """Once, and in time."""
    found = context.get(NoShow, command.no_show)
    if found.member != context.member:
        raise Denied("gaming.no_show_of_another", "this is for the member whom it is about")
    if context.now > found.noted_at + context.settings(PartySettings).dispute_within:
        raise Conflict("gaming.dispute_too_late", "it is too old to be disputed; it lapses with time")
    if not context.run(sql.DISPUTE, id=found.id, new_dispute=command.text):
        raise Conflict("gaming.disputed_already", "it was disputed or decided already")
    context.emit(NoShowDisputed(no_show=found.id))
    return context.get(NoShow, found.id)


@party_feature.handles(DecideNoShow)
def decide_no_show(context: Context, command: DecideNoShow) -> NoShow:
    """Not in one's own cause."""
    found = context.get(NoShow, command.no_show)
    if context.member_or_none in (found.member, found.noted_by):
        raise Denied("gaming.own_cause", "you are concerned yourself; ask another steward")
    state = NoShowState.FORGIVEN if command.forgiven else NoShowState.UPHELD
    context.run(sql.DECIDE, id=found.id, new_state=state, at=context.now)
    context.emit(
        NoShowDecided(party=found.party, no_show=found.id, member=found.member, forgiven=command.forgiven)
    )
    return context.get(NoShow, found.id)
