"""A party that looks for members, its places by role, and who is in it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.events import EventId
from commkit.members import GroupId
from commkit.spaces import SpaceId
from commkit.storage import Erasure, Person, Personal, Plain

PartyId = NewType("PartyId", UUID)
"""The id of a party; its order is the order of time."""


class PartyState(StrEnum):
    """What a party is at."""

    OPEN = "open"
    """It looks for members."""
    READY = "ready"
    """All in it said that they are ready: it looks for nobody any more, and becomes an event."""
    CLOSED = "closed"
    """It was closed, or everybody left."""
    EXPIRED = "expired"
    """Its time was over."""


class PartyLevel(StrEnum):
    """How well one plays who is looked for."""

    ANY = "any"
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    EXPERT = "expert"


class ReadyAnswer(StrEnum):
    """What somebody in a party answered to its ready check."""

    NONE = "none"
    """No check runs, or they did not answer it yet."""
    READY = "ready"
    NOT_READY = "not_ready"


@frozen
class Party:
    """Members who play together once, and look for more.

    Attributes:
        id: Its id.
        posted_by: Who posted it; what it says stays theirs, whoever owns it next.
        owner: Who lets members in; they are in it, too.
        title: One line.
        text: What it is about.
        game: One of the games of the community.
        platform: What it is played on.
        language: What is spoken, as a tag of BCP 47, such as `en` or `pt-BR`.
        level: How well one plays who is looked for.
        space: The space that it stands in; None for the community itself.
        audience: The group that sees it, as it sees the space; None for all who see the community.
        state: What it is at.
        created_at: When it was posted.
        expires_at: When it expires.
        filled_at: When the last place was taken first; None before.
        ended_at: When it stopped to look; None before.
        ready_by: Until when its ready check is answered; None while none runs.
        starts_at: When they play, by the last ready check; None before.
        ends_at: Until when.
        event: The event that it became; None before.
    """

    id: PartyId
    posted_by: Annotated[MemberId, Person()]
    owner: Annotated[MemberId, Person(owns=False)]
    title: Annotated[str, Personal(of="posted_by", max=100, multiline=False)]
    text: Annotated[str, Personal(of="posted_by", max=2_000)]
    game: Annotated[str, Plain(max=200, multiline=False)]
    platform: Annotated[str, Plain(max=40, multiline=False)]
    language: Annotated[str, Plain(max=35, multiline=False)]
    level: PartyLevel
    space: SpaceId | None
    audience: GroupId | None
    state: PartyState
    created_at: datetime
    expires_at: datetime
    filled_at: datetime | None
    ended_at: datetime | None
    ready_by: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    event: EventId | None


@frozen
class PartySlot:
    """The places that a party has of one role.

    Attributes:
        party: The party.
        role: The role.
        places: How many there are.
        taken: How many of them are taken.
    """

    party: PartyId
    role: Annotated[str, Plain(max=40, multiline=False)]
    places: int
    taken: int


@frozen
class PartyMember:
    """That a member is in a party.

    Attributes:
        party: The party.
        member: Who.
        role: The role that they play.
        joined_at: Since when they are in it.
        answer: What they said to the ready check.
    """

    party: PartyId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    role: Annotated[str, Plain(max=40, multiline=False)]
    joined_at: datetime
    answer: ReadyAnswer


@frozen
class PartyListing:
    """A party with its places.

    Attributes:
        party: The party.
        slots: Its places by role, in the order of the roles' names.
    """

    party: Party
    slots: tuple[PartySlot, ...]

    @property
    def free(self) -> int:
        """How many places are free."""
        return sum(slot.places - slot.taken for slot in self.slots)
