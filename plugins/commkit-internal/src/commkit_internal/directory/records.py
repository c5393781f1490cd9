"""A colleague as the directory shows them."""

from collections.abc import Mapping

from attrs import frozen

from commkit.fields import FieldValue
from commkit.members import Author
from commkit_internal.units.records import UnitId


@frozen
class DirectoryEntry:
    """A colleague in the people directory.

    Attributes:
        member: Who, as the reader may see them.
        fields: The values of the fields that the type or the host declared for members, by name. A reference to what
            the reader may not see is left out.
        unit: The org unit that they are placed in; None for none.
        unit_name: Its name; empty for none.
        manager: Who leads that unit, or the nearest one above it that somebody else leads; None for nobody.
    """

    member: Author
    fields: Mapping[str, FieldValue]
    unit: UnitId | None
    unit_name: str
    manager: Author | None
