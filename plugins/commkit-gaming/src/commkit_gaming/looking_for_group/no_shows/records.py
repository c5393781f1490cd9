"""That somebody did not come."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Personal
from commkit_gaming.looking_for_group.records import PartyId

NoShowId = NewType("NoShowId", UUID)
"""The id of a no-show; its order is the order of time."""


class NoShowState(StrEnum):
    """Whether a no-show counts."""

    NOTED = "noted"
    """It counts until it lapses."""
    DISPUTED = "disputed"
    """The member says that it is wrong; it does not count until stewards decide."""
    UPHELD = "upheld"
    """Stewards decided that it counts."""
    FORGIVEN = "forgiven"
    """Stewards decided that it does not count."""


@frozen
class NoShow:
    """That somebody said that they are ready and did not come; the member and stewards alone read of it.

    Attributes:
        id: Its id.
        party: The party.
        member: Who did not come.
        noted_by: Who noted it: the owner of the party.
        noted_at: When.
        state: Whether it counts.
        dispute: What the member says; empty where they say nothing.
        decided_at: When stewards decided; None before.
    """

    id: NoShowId
    party: PartyId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    noted_by: Annotated[MemberId, Person(owns=False)]
    noted_at: datetime
    state: NoShowState
    dispute: Annotated[str, Personal(of="member", max=2_000)]
    decided_at: datetime | None


@frozen
class NoShowRecord:
    """The no-shows of one member, for them and for stewards.

    Attributes:
        counting: How many count now: those of one owner count once.
        limit: From how many on one asks for no places.
        free_again_at: When the oldest ones lapse so far that one may ask again; None where one may now.
        noted: The latest ones, the newest first, at most 100.
    """

    counting: int
    limit: int
    free_again_at: datetime | None
    noted: tuple[NoShow, ...]
