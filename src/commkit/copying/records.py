"""What came of a copy."""

from typing import Any

from attrs import frozen


@frozen(kw_only=True)
class TableCopy:
    """What came of one table.

    Attributes:
        name: Its name.
        rows: How many rows the source has.
        copied: How many of them this run has copied.
        checksum: The checksum of the target's rows.
        equal: Whether the source has as many rows with the same checksum.
    """

    name: str
    rows: int
    copied: int
    checksum: str
    equal: bool


@frozen(kw_only=True)
class CopyReport:
    """What came of a copy.

    Attributes:
        source: The URL of the source, without its password.
        target: The URL of the target, without its password.
        tables: What came of each table, in the order that they were copied in.
        indexed: How many entries the search of the target has; None where its index was not made.
    """

    source: str
    target: str
    tables: tuple[TableCopy, ...]
    indexed: int | None = None

    @property
    def rows(self) -> int:
        """How many rows the source has."""
        return sum(table.rows for table in self.tables)

    @property
    def copied(self) -> int:
        """How many rows this run has copied."""
        return sum(table.copied for table in self.tables)

    @property
    def unequal(self) -> tuple[str, ...]:
        """The names of the tables that differ."""
        return tuple(table.name for table in self.tables if not table.equal)

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {
            "source": self.source,
            "target": self.target,
            "rows": self.rows,
            "copied": self.copied,
            "equal": not self.unequal,
            "indexed": self.indexed,
            "tables": {
                table.name: {
                    "rows": table.rows,
                    "copied": table.copied,
                    "checksum": table.checksum,
                    "equal": table.equal,
                }
                for table in self.tables
            },
        }
