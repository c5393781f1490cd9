"""Commendations, what a type declares of them, and how often somebody was commended."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import Context, MemberId
from commkit.storage import Erasure, Person, Plain

CommendationId = NewType("CommendationId", UUID)
"""The id of a commendation."""
Players = Callable[[Context, UUID], Collection[MemberId]]
"""Gives who played in something, if it was played; nobody else where the actor may not see it."""


@frozen(kw_only=True)
class CommendationKind:
    """What one is commended for; a type or a feature declares it.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        title: What it is called, for people.
        summary: What it is for, one sentence.
    """

    name: str
    title: str
    summary: str


@frozen(kw_only=True)
class PlayedTogether:
    """What is evidence that members played together; a type or a feature declares it.

    Attributes:
        name: Its name, which begins with the plugin's or is a type's own.
        summary: What it is, a few words for people.
        players: Gives who played in one of them, by its id: nobody where it was not played.
    """

    name: str
    summary: str
    players: Players


@frozen
class Commendation:
    """That a member commended somebody with whom they played.

    Attributes:
        id: Its id.
        giver: Who commended.
        receiver: Who was commended.
        kind: The name of the kind.
        evidence: The name of the declared evidence.
        about: The id of what they played together.
        returned: Whether the receiver had commended the giver shortly before.
        at: When.
        withdrawn_at: When it was taken back or declined; it counts for the limits all the same. None while it stands.
    """

    id: CommendationId
    giver: Annotated[MemberId, Person(erase=Erasure.ROW)]
    receiver: Annotated[MemberId, Person(erase=Erasure.ROW)]
    kind: Annotated[str, Plain(max=100, multiline=False)]
    evidence: Annotated[str, Plain(max=100, multiline=False)]
    about: UUID
    returned: bool
    at: datetime
    withdrawn_at: datetime | None


@frozen
class CommendationChoice:
    """That a member lets everybody read how often they were commended.

    Attributes:
        member: Who.
        since: Since when.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    since: datetime


@frozen
class CommendationCount:
    """How often a member was commended for one thing.

    Attributes:
        kind: The name of the kind.
        title: What it is called.
        summary: What it is for.
        times: How often.
    """

    kind: str
    title: str
    summary: str
    times: int


@frozen
class CommendationLoop:
    """Two members who commended each other.

    Attributes:
        first: One of them.
        second: The other one.
        given: How often the first commended the second.
        returned: How often the second commended the first.
    """

    first: MemberId
    second: MemberId
    given: int
    returned: int
