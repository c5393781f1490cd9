"""The record of what is held."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from commkit.runtime.model.ids import CommunityId


@frozen
class HeldRows:
    """How many rows of a person are held in a community, and so were not erased; nobody is told why.

    Attributes:
        community: The community.
        rows: How many rows still have something about the person. They are erased once they are released.
    """

    community: CommunityId
    rows: int


@frozen
class HeldRow:
    """A row that is held.

    Attributes:
        table: The table it is in.
        values: Its values as JSON values, by column; secrets are left out.
    """

    table: str
    values: Mapping[str, Any]


@frozen
class HeldPage:
    """Some of the rows that are held, in the order of their tables and keys.

    Attributes:
        rows: The rows.
        purposes: What each of their columns is for, by table and column.
        after: Where the page ends; None where nothing follows.
    """

    rows: tuple[HeldRow, ...]
    purposes: Mapping[str, Mapping[str, str]]
    after: str | None
