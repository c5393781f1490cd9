"""How members come into parties, and leave them."""

from attrs import evolve

from commkit import Conflict, Context, Invalid, MemberId
from commkit.members import lock_member
from commkit_gaming.looking_for_group import statements as party_sql
from commkit_gaming.looking_for_group.facts import (
    PartyEntered,
    PartyFilled,
    PartyHandedOver,
    PartyLeft,
    PartyRequestDeclined,
    PartyRequested,
)
from commkit_gaming.looking_for_group.feature import party_feature
from commkit_gaming.looking_for_group.handlers import check_not_over, check_open, check_owns, member_of
from commkit_gaming.looking_for_group.jobs import end_party, locked_party
from commkit_gaming.looking_for_group.joining import statements as sql
from commkit_gaming.looking_for_group.joining.messages import (
    AcceptPartyRequest,
    AskToJoinParty,
    DeclinePartyRequest,
    LeaveParty,
    RemoveFromParty,
)
from commkit_gaming.looking_for_group.joining.records import PartyRequest, PartyRequestId
from commkit_gaming.looking_for_group.no_shows.queries import check_few_no_shows
from commkit_gaming.looking_for_group.policy import next_owner
from commkit_gaming.looking_for_group.ready_checks.jobs import end_check
from commkit_gaming.looking_for_group.records import (
    Party,
    PartyMember,
    PartySlot,
    PartyState,
    ReadyAnswer,
)
from commkit_gaming.tables import party_request

MOST_REQUESTS = 200
"""How many requests to a party wait for an answer at once."""


@party_feature.loads(
    PartyRequest, owner=lambda found: found.member, table=party_request, part_of=(Party, "party")
)
def fetch_request(context: Context, id: PartyRequestId) -> PartyRequest | None:
    """One's own, or one to a party that one owns."""
    return context.one(sql.ONE, id=id)


@party_feature.handles(AskToJoinParty)
def ask_to_join(context: Context, command: AskToJoinParty) -> PartyRequest:
    """Hold the party, so that it is not closed meanwhile."""
    found = locked_party(context, context.get(Party, command.party).id)
    if context.one(party_sql.MEMBER, id=found.id, member=context.member) is not None:
        raise Conflict("gaming.in_party", "you are in this party already")
    check_open(context, found)
    _check_free_place(context, found, command.role)
    check_few_no_shows(context, context.member)
    made = PartyRequest(
        PartyRequestId(context.new_id()),
        found.id,
        context.member,
        command.role,
        command.text,
        context.now,
    )
    known: PartyRequest | None = context.one(sql.MINE_OF, party=found.id, member=context.member)
    if known is not None:
        context.run(sql.SET, id=known.id, new_role=command.role, new_text=command.text)
        return evolve(known, role=command.role, text=command.text)
    if context.rows(sql.COUNT, party=found.id)[0][0] >= MOST_REQUESTS:
        raise Conflict("gaming.too_many_requests", "200 requests wait for an answer; try another party")
    context.run(sql.ADD, made)
    context.emit(PartyRequested(party=found.id, member=context.member))
    return made


@party_feature.handles(AcceptPartyRequest)
def accept_request(context: Context, command: AcceptPartyRequest) -> PartyMember:
    """Hold who asks and the party, and look again: they may have left, or somebody who came in may block them.

    The statement keeps the places.
    """
    seen = context.get(PartyRequest, command.request)
    lock_member(context, seen.member)
    found = locked_party(context, seen.party)
    check_owns(context, found)
    check_open(context, found)
    asked = context.get(PartyRequest, command.request)
    if not context.run(party_sql.TAKE_PLACE, id=found.id, of_role=asked.role):
        raise Conflict("gaming.no_free_place", "all places of this role are taken; decline the request")
    made = PartyMember(found.id, asked.member, asked.role, context.now, ReadyAnswer.NONE)
    context.run(party_sql.ADD_MEMBER, made)
    context.run(sql.DELETE, party=found.id, member=asked.member)
    context.emit(PartyEntered(party=found.id, member=asked.member))
    slots: list[PartySlot] = context.rows(party_sql.SLOTS, parties=[found.id])
    is_full = all(slot.taken == slot.places for slot in slots)
    if is_full and context.run(party_sql.SET_FILLED, id=found.id, at=context.now):
        context.emit(PartyFilled(party=found.id))
    return made


@party_feature.handles(DeclinePartyRequest)
def decline_request(context: Context, command: DeclinePartyRequest) -> None:
    """Delete it; one of two at once tells them."""
    asked = context.get(PartyRequest, command.request)
    found = context.get(Party, asked.party)
    check_owns(context, found)
    if context.run(sql.DELETE, party=found.id, member=asked.member):
        context.emit(PartyRequestDeclined(party=found.id, member=asked.member))


@party_feature.handles(RemoveFromParty)
def remove_from_party(context: Context, command: RemoveFromParty) -> None:
    """Hold the party, and take them out."""
    found = locked_party(context, context.get(Party, command.party).id)
    check_owns(context, found)
    check_not_over(found)
    theirs = member_of(context, found, command.member)
    if theirs.member == found.owner:
        raise Conflict("gaming.is_owner", "you own this party; leave it, or hand it over")
    take_out(context, found, theirs.member)


@party_feature.handles(LeaveParty)
def leave_party(context: Context, command: LeaveParty) -> None:
    """Delete the request, then take the actor out."""
    found = locked_party(context, context.get(Party, command.party).id)
    context.run(sql.DELETE, party=found.id, member=context.member)
    take_out(context, found, context.member)


def take_out(context: Context, found: Party, member: MemberId) -> None:
    """Take somebody out of a party that is locked; nothing where they are not in it.

    A ready check that runs is over. Of an owner, who is in it for the longest owns it; with the last one it is closed.
    """
    gone: PartyMember | None = context.one(party_sql.MEMBER, id=found.id, member=member)
    if gone is None:
        return
    context.run(party_sql.DELETE_MEMBER, id=found.id, member=member)
    context.run(party_sql.FREE_PLACE, id=found.id, of_role=gone.role)
    context.emit(PartyLeft(party=found.id, member=member))
    if found.state not in (PartyState.OPEN, PartyState.READY):
        return
    if found.ready_by is not None:
        end_check(context, found)
    if found.owner != member:
        return
    heir = next_owner(context.rows(party_sql.MEMBERS, id=found.id))
    if heir is None:
        end_party(context, found, PartyState.CLOSED)
    else:
        context.run(party_sql.SET_OWNER, id=found.id, new_owner=heir)
        context.emit(PartyHandedOver(party=found.id, member=heir))


def _check_free_place(context: Context, found: Party, role: str) -> None:
    slots: list[PartySlot] = context.rows(party_sql.SLOTS, parties=[found.id])
    wanted = [slot for slot in slots if slot.role == role]
    if not wanted:
        message = f"choose one of: {', '.join(slot.role for slot in slots)}"
        raise Invalid.field("role", "unknown_role", message)
    if all(slot.taken >= slot.places for slot in wanted):
        raise Conflict(
            "gaming.no_free_place", "all places of this role are taken; choose another role or party"
        )
