"""The record of a column that names people."""

from typing import Any

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.statements import Statement

KeyedRow = tuple[tuple[Any, ...], dict[str, Any]]
"""A row's primary key, and its values by name."""


@frozen
class PersonColumn:
    """A column that names people, and what of its table's rows belongs to the person it names.

    Attributes:
        table: The table's name.
        purposes: What each exported column is for.
        prefix: The text in front of a host's key in the column.
        rows: Selects what is kept about the person: the row's primary key, and its values by name; None where it is not
            exported.
        delete: Deletes the rows, where that is declared.
        blank: Blanks what is personal in them, where that is declared. Neither touches what is held.
        by_key: Whether it holds the host's key of the person, and not the member's id.
        by_community: Whether each row belongs to a community.
    """

    table: str
    purposes: dict[str, str]
    prefix: str
    rows: Statement[KeyedRow] | None
    delete: Statement[Any] | None
    blank: Statement[Any] | None
    by_key: bool
    by_community: bool

    def parameters(self, key: str, member: MemberId) -> dict[str, Any]:
        """The parameters of the statements for one person."""
        return {"named_key": f"{self.prefix}{key}", "named_member": member, "tombstone": str(member)}
