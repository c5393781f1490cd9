"""The commands and queries of the tree of org units."""

from datetime import datetime

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, TextCommand
from commkit_internal.units.records import Unit, UnitId, UnitName, UnitVersion


@frozen
class CreateUnit(TextCommand[Unit]):
    """Create an org unit.

    Attributes:
        name: Its name.
        parent: The unit that it is a part of; None at the top.
        manager: Who leads it.

    Raises:
        NotFound: There is no such unit or member.
        Conflict: The parent is closed, has a unit of that name, or is 20 levels deep.
    """

    permission = "internal.manage_units"
    creates = True
    shown = ("name",)
    personal = ()

    name: UnitName
    parent: UnitId | None = field(default=None, kw_only=True)
    manager: MemberId | None = field(default=None, kw_only=True)


@frozen
class RenameUnit(TextCommand[Unit]):
    """Give an org unit another name; the group of its members has it, too.

    Raises:
        Conflict: The unit is closed, or another one with the same parent has that name.
    """

    permission = "internal.manage_units"
    shown = ("name",)
    personal = ()

    unit: UnitId
    name: UnitName


@frozen
class MoveUnit(Command[Unit]):
    """Make an org unit a part of another one, with all that is below it.

    Who is placed in it leaves the groups of the units above its old place, and comes into those above the new one, in
    the same transaction.

    Attributes:
        unit: The unit.
        parent: The unit that it becomes a part of; None for the top.

    Raises:
        Conflict: The new parent is the unit itself or below it, is closed, has a unit of that name, or the tree would
            be deeper than 20 levels.
    """

    permission = "internal.manage_units"

    unit: UnitId
    parent: UnitId | None


@frozen
class SetUnitManager(Command[Unit]):
    """Say who leads an org unit; None for nobody.

    Raises:
        NotFound: There is no such unit or member.
        Conflict: The unit is closed.
    """

    permission = "internal.manage_units"

    unit: UnitId
    manager: MemberId | None


@frozen
class CloseUnit(Command[Unit]):
    """Close an org unit that nobody is placed in, and that has no open unit below it. It stays in the history.

    Raises:
        Conflict: Somebody is placed in it, or a unit below it is open.
    """

    permission = "internal.manage_units"

    unit: UnitId


@frozen
class ReadUnit(Query[Unit]):
    """Read an org unit, open or closed.

    Raises:
        NotFound: There is none.
    """

    permission = "internal.read_units"

    unit: UnitId


@frozen
class ListUnits(Query[tuple[Unit, ...]]):
    """The open org units, parents ahead of what is below them, at most 5,000.

    Attributes:
        at: As they were at that moment; now where it is left out.
    """

    permission = "internal.read_units"

    at: datetime | None = None


@frozen(kw_only=True)
class ListUnitVersions(Query[Page[UnitVersion]]):
    """How an org unit changed, the newest version first."""

    permission = "internal.read_units"
    personal = ()

    unit: UnitId
    after: str | None = None
    limit: int = 20


@frozen
class ReadManagers(Query[tuple[Unit, ...]]):
    """The org unit that a member is placed in and those above it, with their managers; empty where they are in none.

    Raises:
        NotFound: There is no such member.
    """

    permission = "internal.read_units"

    member: MemberId
