"""What an import tells at its end: every row of every table, taken or skipped for a reason."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Self

from attrs import evolve, field, frozen

from commkit.importers.records import Taken


@frozen
class Break:
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
class TableReport:
    """What became of one table.

    Attributes:
        rows: Rows that were read; always `taken` and all of `skipped` together.
        taken: Rows that this import brought in.
        skipped: Rows that it did not, by reason.
        cut: Rows whose name or title was longer than there is room for, and was cut.
        stopped: Where the table breaks; None where it was read to its end.
    """

    rows: int = 0
    taken: int = 0
    skipped: Mapping[str, int] = field(factory=dict)
    cut: int = 0
    stopped: Break | None = None

    @property
    def broken(self) -> str | None:
        """Where and why the table breaks, in one sentence; None where it was read to its end."""
        return self.stopped.message if self.stopped else None

    def plus(self, outcome: Taken, *, cut: int = 0) -> Self:
        """The report with what became of some more rows."""
        skipped = Counter(self.skipped)
        skipped.update(outcome.skipped)
        rows = outcome.taken + sum(outcome.skipped.values())
        return evolve(
            self,
            rows=self.rows + rows,
            taken=self.taken + outcome.taken,
            skipped=dict(skipped.most_common()),
            cut=self.cut + cut,
        )


@frozen
class Report:
    """What an import did.

    Attributes:
        source: Where the rows came from.
        tables: By the table's name, in the order in which they were read; only those that the dump has.
    """

    source: str
    tables: Mapping[str, TableReport] = field(factory=dict)

    @property
    def broken(self) -> tuple[str, ...]:
        """The tables that could not be read to their end."""
        return tuple(name for name, table in self.tables.items() if table.stopped)

    @property
    def taken(self) -> int:
        """The rows that this import brought in."""
        return sum(table.taken for table in self.tables.values())

    def as_json(self) -> Mapping[str, Any]:
        """A JSON-able form; `rows` of a table is the sum of `taken` and all of `skipped`."""
        return {
            "source": self.source,
            "tables": {
                name: {"rows": table.rows, "taken": table.taken, "skipped": dict(table.skipped)}
                for name, table in self.tables.items()
            },
            "stopped": {
                name: {
                    "row": table.stopped.row,
                    "line": table.stopped.line,
                    "column": table.stopped.column,
                    "reason": table.stopped.reason,
                }
                for name, table in self.tables.items()
                if table.stopped
            },
            "cut": {name: table.cut for name, table in self.tables.items() if table.cut},
        }
