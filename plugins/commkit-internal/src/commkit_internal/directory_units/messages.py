"""The commands and queries of the org units of a directory."""

from typing import Annotated

from attrs import frozen

from commkit import Command, Items, Page, Query
from commkit_internal.directory_units.records import DirectoryPlacement, DirectoryUnit
from commkit_internal.units.records import UnitId, UnitName


@frozen
class GiveUnitToDirectory(Command[DirectoryUnit]):
    """Let the directory place members in a unit that people made; the worker then places those who wait.

    Attributes:
        unit: The unit.
        path: What the directory says of those in it, the outermost level first: `("Acme", "Sales")`. The unit may have
            other names and another place.

    Raises:
        NotFound: There is no such unit.
        Invalid: The path is empty.
        Conflict: It is closed, or is one of the directory already, or another open unit has that path.
    """

    permission = "internal.manage_units"
    personal = ()

    unit: UnitId
    path: Annotated[tuple[UnitName, ...], Items(max=4)]


@frozen
class RereadDirectory(Command[None]):
    """Let the worker place all members of the directory where it says who are not, such as those of before the feature.

    Who was placed there and whom people placed elsewhere since stays with that.
    """

    permission = "internal.manage_units"


@frozen(kw_only=True)
class ListDirectoryUnits(Query[Page[DirectoryUnit]]):
    """The open org units that a directory keeps."""

    permission = "internal.read_units"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListUnplaced(Query[Page[DirectoryPlacement]]):
    """The members who are not placed where the directory says, and why."""

    permission = "internal.manage_units"
    personal = ()

    after: str | None = None
    limit: int = 20
