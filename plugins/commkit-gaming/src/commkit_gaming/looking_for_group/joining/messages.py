"""The commands and queries of requests for places."""

from typing import Annotated

from attrs import frozen

from commkit import Command, MemberId, Query, Text, TextCommand
from commkit_gaming.looking_for_group.joining.records import MyParties, PartyRequest, PartyRequestId
from commkit_gaming.looking_for_group.messages import RoleName
from commkit_gaming.looking_for_group.records import PartyId, PartyMember


@frozen
class AskToJoinParty(TextCommand[PartyRequest]):
    """Ask for a place in a party; its owner is told. Again, it changes the role and the text.

    Attributes:
        party: The party.
        role: The role that one would play.
        text: What one says, for the owner alone.

    Raises:
        NotFound: There is no such party for the actor, as for who blocks somebody in it, or is blocked.
        Invalid: It has no places of this role.
        Conflict: It looks for nobody any more, all places of the role are taken, the actor is in it, 200 requests wait,
            or the actor has too many no-shows.
    """

    permission = "gaming.join_parties"
    shown = ("text",)
    personal = ("text",)

    party: PartyId
    role: RoleName
    text: Annotated[str, Text(max=500, min=0)] = ""


@frozen
class AcceptPartyRequest(Command[PartyMember]):
    """Give who asked a place, as the owner; they are told.

    Raises:
        NotFound: There is no such request for the actor.
        Denied: The actor does not own the party.
        Conflict: All places of the role are taken, the party looks for nobody any more, or a ready check runs.
    """

    permission = "gaming.join_parties"

    request: PartyRequestId


@frozen
class DeclinePartyRequest(Command[None]):
    """Decline a request, as the owner; they are told.

    Raises:
        NotFound: There is no such request for the actor.
        Denied: The actor does not own the party.
    """

    permission = "gaming.join_parties"

    request: PartyRequestId


@frozen
class RemoveFromParty(Command[None]):
    """Take somebody out of a party, as its owner; they are told. A ready check that runs is over.

    Raises:
        NotFound: There is no such party for the actor, or they are not in it.
        Denied: The actor does not own it.
        Conflict: It is the actor, or the party was closed or expired.
    """

    permission = "gaming.join_parties"

    party: PartyId
    member: MemberId


@frozen
class LeaveParty(Command[None]):
    """Leave a party, or take one's request for a place back. A ready check that runs is over.

    Of an owner who leaves, who is in it for the longest owns it; with the last one it is closed.

    Raises:
        NotFound: There is no such party for the actor.
    """

    permission = "gaming.own_parties"
    withdraws = True

    party: PartyId


@frozen
class ListPartyRequests(Query[tuple[PartyRequest, ...]]):
    """The requests to a party that the actor owns, the oldest first, at most 200; and one's own.

    Raises:
        NotFound: There is no such party for the actor.
    """

    permission = "gaming.join_parties"

    party: PartyId


@frozen
class ReadMyParties(Query[MyParties]):
    """The parties that one is in, and asked to join."""

    permission = "gaming.own_parties"
