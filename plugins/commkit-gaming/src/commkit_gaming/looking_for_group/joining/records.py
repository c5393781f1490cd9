"""A request for a place in a party."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Personal, Plain
from commkit_gaming.looking_for_group.records import PartyId, PartyMember

PartyRequestId = NewType("PartyRequestId", UUID)
"""The id of a request for a place in a party; its order is the order of time."""


@frozen
class PartyRequest:
    """That a member asks for a place in a party; it goes when it is accepted, declined or taken back.

    Attributes:
        id: Its id.
        party: The party.
        member: Who asks.
        role: The role that they would play.
        text: What they say, for the owner.
        made_at: When.
    """

    id: PartyRequestId
    party: PartyId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    role: Annotated[str, Plain(max=40, multiline=False)]
    text: Annotated[str, Personal(of="member", max=500)]
    made_at: datetime


@frozen
class MyParties:
    """The parties of a member, for themselves.

    Attributes:
        memberships: Those that they are in and that look for members, or are ready, the newest first; at most 200.
        requests: Their requests that wait, at most 200.
    """

    memberships: tuple[PartyMember, ...]
    requests: tuple[PartyRequest, ...]
