"""How far a copy is: read and written in the transactions of the target that write the rows."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from sqlalchemy import Connection, delete, insert, inspect, select, update

from commkit.copying.checksums import Checksum
from commkit.copying.plan import TablePlan
from commkit.copying.positions import Position, dump_position, load_position
from commkit.copying.tables import copied_table, copy_run, metadata
from commkit.runtime.model.errors import Conflict
from commkit.runtime.storage.tables import plugin


@frozen(kw_only=True)
class CopyRun:
    """A copy that was begun.

    Attributes:
        source: Where from.
        revisions: The revisions of the tables.
        indexed: How many entries its search has.
        finished_at: When it was finished.
    """

    source: str
    revisions: str
    indexed: int | None
    finished_at: datetime | None


@frozen(kw_only=True)
class TableProgress:
    """How far one table is.

    Attributes:
        name: Its name.
        rows: How many rows are there.
        checksum: Their checksum, as the source had it.
        position: The key of the last of them.
        is_copied: Whether they are all.
        is_linked: Whether their late columns are filled.
    """

    name: str
    rows: int
    checksum: str
    position: Position | None
    is_copied: bool
    is_linked: bool

    def sum(self) -> Checksum:
        """The checksum to go on with."""
        return Checksum.read(self.rows, self.checksum)


def read_run(connection: Connection) -> CopyRun | None:
    """The copy that was begun in this database, if there is one."""
    if not inspect(connection).has_table(copied_table.name):
        return None
    columns = (copy_run.c.source, copy_run.c.revisions, copy_run.c.indexed, copy_run.c.finished_at)
    return CopyRun(**connection.execute(select(*columns)).mappings().one())


def begin_run(
    connection: Connection, plans: Sequence[TablePlan], *, source: str, revisions: str, at: datetime
) -> None:
    """Write down that a copy has begun.

    What migrations wrote about plugins goes: the source may know more of them, of some that are gone.
    """
    connection.execute(delete(plugin))
    metadata.create_all(connection, checkfirst=False)
    run = {"id": 1, "source": source, "revisions": revisions, "started_at": at}
    connection.execute(insert(copy_run).values(run))
    empty = {"rows": 0, "checksum": str(Checksum()), "position": None, "is_copied": False, "is_linked": False}
    rows = [{"number": number, "name": plan.name, **empty} for number, plan in enumerate(plans)]
    connection.execute(insert(copied_table), rows)


def finish_run(connection: Connection, *, indexed: int, at: datetime) -> None:
    """Write down that a copy is finished."""
    connection.execute(update(copy_run).values(indexed=indexed, finished_at=at))


def read_tables(connection: Connection) -> tuple[TableProgress, ...]:
    """How far all tables are, in the order that they are copied in."""
    columns = [column for column in copied_table.c if column.name != "number"]
    rows = connection.execute(select(*columns).order_by(copied_table.c.number)).mappings()
    return tuple(
        TableProgress(**{**row, "position": load_position(row["position"]) if row["position"] else None})
        for row in rows
    )


def save_batch(connection: Connection, before: TableProgress, checksum: Checksum, last: Position) -> None:
    """Write down that rows were copied, together with these rows.

    Raises:
        Conflict: Somebody else copied some meanwhile.
    """
    values = {"rows": checksum.rows, "checksum": str(checksum), "position": dump_position(last)}
    changed = connection.execute(
        update(copied_table)
        .values(values)
        .where(
            copied_table.c.name == before.name,
            copied_table.c.rows == before.rows,
            copied_table.c.is_copied.is_(False),
        )
    )
    if changed.rowcount != 1:
        raise Conflict(
            "copying.running",
            "another process copies into this target, too; let it end, and run it again then",
        )


def save_copied(connection: Connection, name: str, *, is_linked: bool) -> None:
    """Write down that all rows of a table are there, and whether nothing is missing in them."""
    connection.execute(
        update(copied_table)
        .values(is_copied=True, is_linked=is_linked, position=None)
        .where(copied_table.c.name == name)
    )
