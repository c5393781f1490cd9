"""The report of an import: every row of every table, imported or skipped for a reason."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Self

from attrs import evolve, field, frozen

from commkit.importers.records import ImportResult


@frozen
class ReadFailure:
    """The place at which a table could not be read any further.

    Attributes:
        row: Rows before it.
        line: The line of the file, from 1.
        column: The column in that line, from 0.
        reason: What is wrong there.
        message: All of it in one sentence, with what to do.
    """

    row: int
    line: int
    column: int
    reason: str
    message: str


@frozen
class TableImportReport:
    """The result of one table.

    Attributes:
        rows: Rows that were read: always the sum of `imported` and all of `skipped`.
        imported: Rows that this import imported.
        skipped: Rows that it skipped, by reason.
        truncated: Rows whose name or title was too long, and was cut.
        changes: What became of the imported rows, in the importer's words: `created`, `kept`, `taken by
            qa.duplicates`...; see `commkit.importers.ImportResult`.
        failure: Where reading stopped; None where the table was read to its end.
        left_out: Private values of its rows that were not imported, such as addresses, by the names of their fields.
    """

    rows: int = 0
    imported: int = 0
    skipped: Mapping[str, int] = field(factory=dict)
    truncated: int = 0
    changes: Mapping[str, int] = field(factory=dict)
    failure: ReadFailure | None = None
    left_out: Mapping[str, int] = field(factory=dict)

    @property
    def failure_message(self) -> str | None:
        """Where and why reading stopped, in one sentence; None where it was read to its end."""
        return self.failure.message if self.failure else None

    def plus(self, result: ImportResult, *, truncated: int = 0) -> Self:
        """The report with the result of a further batch."""
        skipped = Counter(self.skipped)
        skipped.update(result.skipped)
        rows = result.imported + sum(result.skipped.values())
        return evolve(
            self,
            rows=self.rows + rows,
            imported=self.imported + result.imported,
            skipped=dict(skipped.most_common()),
            truncated=self.truncated + truncated,
            changes=dict(Counter(self.changes) + Counter(result.changes)),
        )


@frozen
class ImportReport:
    """The result of an import.

    Attributes:
        source: The name of the source.
        tables: The results by table name, in the order of reading; only tables that the export has.
    """

    source: str
    tables: Mapping[str, TableImportReport] = field(factory=dict)

    @property
    def failed_tables(self) -> tuple[str, ...]:
        """The tables that could not be read to their end."""
        return tuple(name for name, table in self.tables.items() if table.failure)

    @property
    def imported(self) -> int:
        """The rows that this import imported."""
        return sum(table.imported for table in self.tables.values())

    def as_json(self) -> Mapping[str, Any]:
        """The report as plain JSON values; `rows` of a table is the sum of `imported` and all of `skipped`."""
        return {
            "source": self.source,
            "tables": {
                name: {"rows": table.rows, "imported": table.imported, "skipped": dict(table.skipped)}
                for name, table in self.tables.items()
            },
            "failures": {
                name: {
                    "row": table.failure.row,
                    "line": table.failure.line,
                    "column": table.failure.column,
                    "reason": table.failure.reason,
                }
                for name, table in self.tables.items()
                if table.failure
            },
            "truncated": {name: table.truncated for name, table in self.tables.items() if table.truncated},
            "changes": {name: dict(table.changes) for name, table in self.tables.items() if table.changes},
            "left_out": {name: dict(table.left_out) for name, table in self.tables.items() if table.left_out},
        }
