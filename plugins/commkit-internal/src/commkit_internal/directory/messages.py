"""The queries of the people directory."""

from typing import Annotated

from attrs import frozen

from commkit import MemberId, Page, Query, Text
from commkit.fields import FieldValue
from commkit_internal.directory.records import DirectoryEntry
from commkit_internal.units.records import UnitId


@frozen(kw_only=True)
class SearchDirectory(Query[Page[DirectoryEntry]]):
    """The people here, by name, in a constant number of statements; agents are left out.

    Attributes:
        text: Only those whose names have all these words in them, of which up to five are looked for.
        field: The name of a filterable field of members; give `equals` with it.
        equals: Only those with this value of the field.
        unit: Only those who are placed in this org unit.
        below: Whether those in the units below it are found, too.
        after: Where the last page ended.
        limit: How many, at most.

    Raises:
        NotFound: There is no such unit.
        Invalid: There is no such field, or no value is given for it.
    """

    permission = "internal.read_directory"
    granted_to = "member"
    personal = ("text", "equals")

    text: Annotated[str, Text(max=200, min=0, multiline=False)] = ""
    field: Annotated[str, Text(max=63, min=0, multiline=False)] = ""
    equals: FieldValue | None = None
    unit: UnitId | None = None
    below: bool = False
    after: str | None = None
    limit: int = 20


@frozen
class ReadDirectoryEntry(Query[DirectoryEntry]):
    """A colleague in the people directory.

    Raises:
        NotFound: There is no such person here.
    """

    permission = "internal.read_directory"
    granted_to = "member"

    member: MemberId
