"""An org unit, and the versions that its changes leave."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.members import GroupId
from commkit.storage import Person, Plain

UnitId = NewType("UnitId", UUID)
"""The id of an org unit."""
UnitVersionId = NewType("UnitVersionId", UUID)
"""The id of a version of an org unit."""
UnitName = Annotated[str, Plain(max=200, multiline=False)]


@frozen
class Unit:
    """A part of the organisation: a division, a department, a team.

    Attributes:
        id: Its id.
        name: Its name; no two open units with the same parent share one.
        parent: The unit that it is a part of; None for one at the top.
        manager: Who leads it; None where nobody is named. This gives no right to read or change anything.
        group: The group of all who are placed in it or in a unit below it: an audience for threads and articles.
        created_at: When it was created.
        closed_at: When it was closed; None while it is open.
    """

    id: UnitId
    name: UnitName
    parent: UnitId | None
    manager: Annotated[MemberId | None, Person(owns=False)]
    group: GroupId
    created_at: datetime
    closed_at: datetime | None


@frozen
class UnitVersion:
    """An org unit as it was from one change of it to the next.

    Attributes:
        id: The version's id.
        unit: The unit.
        name: Its name.
        parent: The unit that it was a part of.
        manager: Who led it.
        is_closed: Whether it was closed.
        changed_by: Who made the change; None for the host.
        since: From when on it was so.
    """

    id: UnitVersionId
    unit: UnitId
    name: UnitName
    parent: UnitId | None
    manager: Annotated[MemberId | None, Person(owns=False)]
    is_closed: bool
    changed_by: Annotated[MemberId | None, Person(owns=False)]
    since: datetime
