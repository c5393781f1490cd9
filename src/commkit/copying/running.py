"""Running a copy: batch by batch, then what refers to later rows, then the comparison, then the search."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from attrs import define, evolve, field
from sqlalchemy import URL, Connection

from commkit.copying.checks import (
    check_databases,
    check_progress,
    check_run,
    check_source,
    check_target,
    revisions_of,
    shown_url,
)
from commkit.copying.checksums import Checksum
from commkit.copying.plan import TablePlan, plan_copy
from commkit.copying.progress import (
    TableProgress,
    begin_run,
    finish_run,
    read_run,
    read_tables,
    save_batch,
    save_copied,
)
from commkit.copying.reading import count_rows, open_snapshot, read_checksum, read_late_values, read_rows
from commkit.copying.records import CopyReport, TableCopy
from commkit.copying.writing import fill_late_columns, write_rows
from commkit.kit import Kit
from commkit.runtime.model.errors import Conflict
from commkit.runtime.storage.database import Database

T = TypeVar("T")
Progress = Callable[[str, int, int], object]
"""Called with what is done, how many rows are done, and how many there are."""

BATCH = 2_000
"""Rows of a transaction of the target."""
_BATCH_BYTES = 4_000_000


def copy_database(
    kit: Kit, target: str | URL, *, progress: Progress | None = None, batch: int = BATCH
) -> CopyReport:
    """Copy everything that commkit and the plugins of a Kit keep in its database to another database, and compare.

    Stop your application first: what it writes meanwhile is not copied. The target is migrated, and its search is made
    anew. Stopped half-way, run it again: it goes on where it was. Where it was finished, nothing is copied.

    Args:
        kit: A Kit with all plugins, on the source.
        target: The URL of an empty database, SQLite or PostgreSQL, or of one in which this copy was begun.
        progress: Called after each batch.
        batch: How many rows are written in one transaction.

    Returns:
        What was copied, by table.

    Raises:
        MigrationPending: The source is behind the code.
        SchemaTooNew: A database is ahead of the code.
        Invalid: The target is no database, or the source itself.
        Conflict: The target has other rows, a plugin is missing, a row is refused; or, with the code `copying.unequal`
            and the attribute `report`, source and target differ after all, as the source was written to meanwhile.
        Busy: A database was locked or lost; run it again.
        StorageFull: The target has no room left; run it again.
    """
    database = Database(target)
    source = kit if kit.database.replica is None else kit.with_database(Database(kit.database.url))
    try:
        check_databases(source.database, database)
        return _Copy(source, kit.with_database(database), progress or (lambda *_: None), batch).run()
    finally:
        database.close()
        if source is not kit:
            source.close()


@define
class _Copy:
    """One run of a copy.

    Attributes:
        source: A Kit on the source.
        target: The same Kit on the target.
        progress: Told of each batch.
        batch: How many rows are written in one transaction.
    """

    source: Kit
    target: Kit
    progress: Progress
    batch: int
    plans: tuple[TablePlan, ...] = field(init=False, factory=tuple)
    counts: dict[str, int] = field(init=False, factory=dict)
    copied: dict[str, int] = field(init=False, factory=dict)
    checksums: dict[str, Checksum] = field(init=False, factory=dict)

    def run(self) -> CopyReport:
        """Copy what is left to copy."""
        check_source(self.source)
        self.plans = plan_copy(self.source)
        if self._is_finished():
            return self._finished_report()
        tables = self._begin()
        with open_snapshot(self.source.database) as snapshot:
            self.counts = {plan.name: count_rows(snapshot, plan) for plan in self.plans}
            for plan, done in zip(self.plans, tables, strict=True):
                self._copy_table(snapshot, plan, done)
            for plan, done in zip(self.plans, tables, strict=True):
                if plan.late and not done.is_linked:
                    self._link(snapshot, plan)
            report = self._compare(snapshot)
        report = self._seen_again(report)
        if report.unequal:
            raise Conflict(
                "copying.unequal",
                f"source and target differ in {', '.join(report.unequal)}: the source was written to meanwhile, or the "
                "target; stop your application, and copy again into an empty database",
                report=report,
            )
        return self._finish(report)

    # --- the run as a whole ------------------------------------------------------------------------------------

    def _is_finished(self) -> bool:
        """Whether this copy was finished before; refuses a target that is not for it, before anything is written."""
        database = self.target.database
        with open_snapshot(database) as connection:
            run = read_run(connection)
        if run is None:
            check_target(self.target, self.plans)
            return False
        check_run(run, shown_url(self.source.database.url), self.source)
        if run.finished_at is not None:
            return True
        with open_snapshot(database) as connection:
            check_progress(connection, self.plans, read_tables(connection))
        return False

    def _begin(self) -> tuple[TableProgress, ...]:
        """Migrate the target and begin, unless that was done: migrations write, and rows would not add up then."""
        database = self.target.database
        with open_snapshot(database) as connection:
            if read_run(connection) is not None:
                return read_tables(connection)
        self.target.migrate()
        source, revisions = shown_url(self.source.database.url), revisions_of(self.source)
        with database.transaction() as connection:
            begin_run(connection, self.plans, source=source, revisions=revisions, at=self.source.clock())
            return read_tables(connection)

    def _finish(self, report: CopyReport) -> CopyReport:
        indexed = self.target.reindex(lambda done, total: self.progress("indexing", done, total))
        with self.target.database.transaction() as connection:
            finish_run(connection, indexed=indexed, at=self.source.clock())
        return evolve(report, indexed=indexed)

    def _finished_report(self) -> CopyReport:
        with open_snapshot(self.target.database) as connection:
            run, tables = read_run(connection), read_tables(connection)
        rows = (
            TableCopy(name=part.name, rows=part.rows, copied=0, checksum=part.checksum, equal=True)
            for part in tables
        )
        return self._report(tuple(rows), indexed=run.indexed if run else None)

    def _report(self, tables: tuple[TableCopy, ...], *, indexed: int | None = None) -> CopyReport:
        source, target = shown_url(self.source.database.url), shown_url(self.target.database.url)
        return CopyReport(source=source, target=target, tables=tables, indexed=indexed)

    # --- one table ---------------------------------------------------------------------------------------------

    def _copy_table(self, snapshot: Connection, plan: TablePlan, done: TableProgress) -> None:
        if done.is_copied:
            return
        checksum, before = done.sum(), done
        rows = read_rows(snapshot, plan, done.position)
        for part in _parts(rows, self.batch):
            for _, encoded in part:
                checksum.add(encoded)
            values = [row for row, _ in part]
            last = tuple(values[-1][number] for number in plan.key_numbers)
            write_rows(
                self.target.database,
                plan,
                values,
                lambda core, before=before, last=last: save_batch(core, before, checksum, last),  # type: ignore[misc]
            )
            before = evolve(before, rows=checksum.rows)
            self.copied[plan.name] = self.copied.get(plan.name, 0) + len(part)
            self._tell(f"copying {plan.name}", checksum.rows, plan)
        with self.target.database.transaction() as connection:
            save_copied(connection, plan.name, is_linked=not plan.late)
        if not done.rows:
            self.checksums[plan.name] = checksum  # of this snapshot; one of two snapshots says nothing

    def _link(self, snapshot: Connection, plan: TablePlan) -> None:
        for part in _taken(read_late_values(snapshot, plan), self.batch):
            fill_late_columns(self.target.database, plan, part)
        with self.target.database.transaction() as connection:
            save_copied(connection, plan.name, is_linked=True)

    def _tell(self, what: str, rows: int, plan: TablePlan) -> None:
        self.progress(what, rows, max(rows, self.counts[plan.name]))

    # --- comparison --------------------------------------------------------------------------------------------

    def _compare(self, snapshot: Connection) -> CopyReport:
        found = []
        with open_snapshot(self.target.database) as target:
            for plan in self.plans:
                wanted = self.checksums.get(plan.name) or read_checksum(snapshot, plan)
                there = read_checksum(target, plan)
                self._tell(f"comparing {plan.name}", there.rows, plan)
                found.append(
                    TableCopy(
                        name=plan.name,
                        rows=wanted.rows,
                        copied=self.copied.get(plan.name, 0),
                        checksum=str(there),
                        equal=(wanted.rows, str(wanted)) == (there.rows, str(there)),
                    )
                )
        return self._report(tuple(found))

    def _seen_again(self, report: CopyReport) -> CopyReport:
        """The report, in which tables are not equal that have got or lost rows since the snapshot.

        Each command adds a row to the audit, so an application that still runs is noticed.
        """
        with open_snapshot(self.source.database) as now:
            rows = {plan.name: count_rows(now, plan) for plan in self.plans}
        tables = (
            evolve(table, equal=table.equal and rows[table.name] == table.rows) for table in report.tables
        )
        return evolve(report, tables=tuple(tables))


def _parts(
    rows: Iterator[tuple[tuple[Any, ...], bytes]], size: int
) -> Iterator[Sequence[tuple[tuple[Any, ...], bytes]]]:
    """Rows in batches, of fewer rows where they are long."""
    part: list[tuple[tuple[Any, ...], bytes]] = []
    taken = 0
    for row in rows:
        part.append(row)
        taken += len(row[1])
        if len(part) >= size or taken >= _BATCH_BYTES:
            yield part
            part, taken = [], 0
    if part:
        yield part


def _taken(items: Iterator[T], size: int) -> Iterator[Sequence[T]]:
    while part := list(islice(items, size)):
        yield part
