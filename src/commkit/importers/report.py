"""What an import tells at its end: every row of every table, taken or skipped for a reason."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Self

from attrs import evolve, field, frozen

from commkit.importers.records import ImportResult


@frozen
class ReadFailure:
    """Where a table could not be read any further.

    Attributes:
        row: Rows that came before.
        line: The line of the file, from 1.
        column: The column in that line, from 0.
        reason: What is wrong there.
        message: All of it in one sentence that tells what to do.
    """

    row: int
    line: int
    column: int
    reason: str
    message: str


@frozen
class TableImportReport:
    """What became of one table.

    Attributes:
        rows: Rows that were read; always `imported` and all of `skipped` together.
        imported: Rows that this import brought in.
        skipped: Rows that it did not, by reason.
        truncated: Rows whose name or title was longer than there is room for, and was cut.
        failure: Where the table breaks; None where it was read to its end.
    """

    rows: int = 0
    imported: int = 0
    skipped: Mapping[str, int] = field(factory=dict)
    truncated: int = 0
    failure: ReadFailure | None = None

    @property
    def failure_message(self) -> str | None:
        """Where and why the table breaks, in one sentence; None where it was read to its end."""
        return self.failure.message if self.failure else None

    def plus(self, outcome: ImportResult, *, truncated: int = 0) -> Self:
        """The report with what became of some more rows."""
        skipped = Counter(self.skipped)
        skipped.update(outcome.skipped)
        rows = outcome.imported + sum(outcome.skipped.values())
        return evolve(
            self,
            rows=self.rows + rows,
            imported=self.imported + outcome.imported,
            skipped=dict(skipped.most_common()),
            truncated=self.truncated + truncated,
        )


@frozen
class ImportReport:
    """What an import did.

    Attributes:
        source: Where the rows came from.
        tables: By the table's name, in the order in which they were read; only those that the dump has.
    """

    source: str
    tables: Mapping[str, TableImportReport] = field(factory=dict)

    @property
    def failed_tables(self) -> tuple[str, ...]:
        """The tables that could not be read to their end."""
        return tuple(name for name, table in self.tables.items() if table.failure)

    @property
    def imported(self) -> int:
        """The rows that this import brought in."""
        return sum(table.imported for table in self.tables.values())

    def as_json(self) -> Mapping[str, Any]:
        """A JSON-able form; `rows` of a table is the sum of `imported` and all of `skipped`."""
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
        }
