"""A placement in an org unit."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person
from commkit_internal.units.records import UnitId

PlacementId = NewType("PlacementId", UUID)
"""The id of a placement."""


@frozen
class Placement:
    """That a member is, or was, in an org unit. A member is in one unit at a time.

    Attributes:
        id: Its id.
        member: Who.
        unit: The unit.
        placed_by: Who placed them; None for the host.
        since: From when on.
        until: Until when; None while they are in it.
    """

    id: PlacementId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    unit: UnitId
    placed_by: Annotated[MemberId | None, Person(owns=False)]
    since: datetime
    until: datetime | None
