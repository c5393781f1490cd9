"""The counts of an import of discussions: what became of each row, by the table that it stood in."""

from collections import Counter
from collections.abc import Mapping

from attrs import evolve

from commkit.importers.batches import Progress
from commkit.importers.discussions.records import LeftOut, RowsDamaged
from commkit.importers.records import ImportResult
from commkit.importers.report import ReadFailure, TableImportReport


class Counts:
    """The reports of the tables.

    Args:
        progress: Called after each batch.
    """

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._reports: dict[str, TableImportReport] = {}

    @property
    def tables(self) -> Mapping[str, TableImportReport]:
        """The reports by the names of their tables, in the order of these."""
        return dict(sorted(self._reports.items()))

    def skip(self, table: str, reason: str, count: int = 1) -> None:
        """Count rows as skipped."""
        self._reports[table] = self._of(table).plus(ImportResult(0, {reason: count}))

    def leave_out(self, row: LeftOut) -> None:
        """Count private values that were left out."""
        report = self._of(row.table)
        self._reports[row.table] = evolve(report, left_out=add(report.left_out, row.fields))

    def fail(self, name: str, count: int, damaged: RowsDamaged) -> None:
        """Say where a file cannot be read any further.

        Args:
            name: Its name, which becomes that of a table.
            count: The rows that were read.
            damaged: What is wrong.
        """
        told = f"{name} cannot be read after row {count} (line {damaged.line}): {damaged.reason}"
        failure = ReadFailure(
            count,
            damaged.line,
            damaged.column,
            damaged.reason,
            f"{told}; get a whole copy of it and import again",
        )
        self._reports[name] = evolve(self._of(name), failure=failure)

    def add(self, table: str, result: ImportResult) -> None:
        """Add the result of a batch."""
        self._reports[table] = self._of(table).plus(result)
        if self._progress is not None:
            self._progress(table, self._reports[table].rows)

    def _of(self, table: str) -> TableImportReport:
        return self._reports.setdefault(table, TableImportReport())


def add(one: Mapping[str, int], other: Mapping[str, int]) -> Mapping[str, int]:
    """The sums of two counts."""
    return dict(Counter(one) + Counter(other))
