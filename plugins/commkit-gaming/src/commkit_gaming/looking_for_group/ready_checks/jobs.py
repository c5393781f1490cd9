"""The worker's commands of ready checks: their end, and how a ready party becomes an event."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen

from commkit import Command, Context, MemberId, NotFound
from commkit.events import CreateEvent, EventAccess, InviteToEvent, OccurrenceId, Rsvp
from commkit.members import Membership
from commkit.storage import schedule_command
from commkit_gaming.looking_for_group import statements as sql
from commkit_gaming.looking_for_group.availability import statements as availability_sql
from commkit_gaming.looking_for_group.availability.policy import local_texts
from commkit_gaming.looking_for_group.availability.records import Availability
from commkit_gaming.looking_for_group.facts import PartyBecameEvent, ReadyCheckEnded
from commkit_gaming.looking_for_group.feature import party_feature
from commkit_gaming.looking_for_group.jobs import expire_if_due, locked_party
from commkit_gaming.looking_for_group.records import Party, PartyId, PartyMember, PartyState

_MINUTE = timedelta(minutes=1)


@frozen
class EndReadyCheck(Command[bool]):
    """End a ready check whose time is over, unless it was answered by all, or another one was called since.

    Returns:
        Whether it ran still.
    """

    permission = "gaming.run_parties"
    when_archived = True

    party: PartyId
    ready_by: datetime


@frozen
class HoldParty(Command[bool]):
    """Make an event of a ready party, in the name of its owner and by their rights.

    Returns:
        Whether it became one now.
    """

    permission = "gaming.run_parties"

    party: PartyId


@frozen
class SeatPartyMember(Command[bool]):
    """Answer the event of a party for a member who said that they are ready, in their name and by their rights.

    Returns:
        Whether they have a seat.
    """

    permission = "gaming.run_parties"

    party: PartyId
    member: MemberId


@party_feature.handles(EndReadyCheck)
def end_ready_check(context: Context, command: EndReadyCheck) -> bool:
    """Hold the party, and see that it is this check."""
    found = locked_party(context, context.get(Party, command.party).id)
    if found.ready_by is None or found.ready_by != command.ready_by:
        return False
    end_check(context, found)
    expire_if_due(context, locked_party(context, found.id))
    return True


def end_check(context: Context, found: Party) -> None:
    """End the ready check of a party that is locked; not all were ready."""
    context.run(sql.END_CHECK, id=found.id)
    context.emit(ReadyCheckEnded(party=found.id, ready=False))


@party_feature.handles(HoldParty)
def hold_party(context: Context, command: HoldParty) -> bool:
    """The owner creates the event and invites the others; a command of its own seats each of them.

    One who may not attend any more, because they were silenced meanwhile, keeps nobody else from it.
    """
    found = locked_party(context, context.get(Party, command.party).id)
    owner = _current(context, found.owner)
    if found.state is not PartyState.READY or found.event is not None or owner is None:
        return False
    members: list[PartyMember] = context.rows(sql.MEMBERS, id=found.id)
    with context.acting_as(owner.key):
        held = context.do(_event_of(context, found, seats=len(members)))
        context.do(InviteToEvent(held.id, tuple(each.member for each in members)))
    context.run(sql.SET_EVENT, id=found.id, new_event=held.id)
    for each in members:
        schedule_command(context, SeatPartyMember(found.id, each.member), at=context.now, as_system=True)
    context.emit(PartyBecameEvent(party=found.id, event=held.id))
    return True


@party_feature.handles(SeatPartyMember)
def seat_party_member(context: Context, command: SeatPartyMember) -> bool:
    """By their own rights, as if they answered."""
    found = locked_party(context, context.get(Party, command.party).id)
    theirs = _current(context, command.member)
    if found.event is None or theirs is None:
        return False
    with context.acting_as(theirs.key):
        context.do(Rsvp(OccurrenceId(found.event), "going"))
    return True


def _current(context: Context, member: MemberId) -> Membership | None:
    try:
        found = context.get(Membership, member)
    except NotFound:
        return None
    return found if found.is_current else None


def _event_of(context: Context, found: Party, *, seats: int) -> CreateEvent:
    """When they play, on the clocks of the owner where these say it; what begins by now begins with the next minute."""
    soonest = (context.now + _MINUTE).replace(second=0, microsecond=0)
    planned, until = found.starts_at or soonest, found.ends_at or soonest
    starts_at = max(planned, soonest)
    ends_at = starts_at + max(until - planned, _MINUTE)
    mine: Availability | None = context.one(availability_sql.ONE, member=found.owner)
    zone = ZoneInfo(mine.time_zone if mine is not None else "UTC")
    texts = local_texts((starts_at, ends_at), zone)
    if texts is None:  # an hour that comes twice on these clocks
        zone = ZoneInfo("UTC")
        texts = local_texts((starts_at, ends_at), zone) or ("", "")
    return CreateEvent(
        title=found.title,
        body=found.text,
        local_start=texts[0],
        local_end=texts[1],
        time_zone=zone.key,
        access=EventAccess.INVITED,
        capacity=seats,
        space=found.space,
    )
