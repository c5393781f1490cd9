"""Rows of every table, copied from one database to another one: of the same engine, or of the other one."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.schema import sort_tables

from commkit.kit import Kit
from commkit.members import AddMember
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.storage.tables import plugin as kept_of_plugins
from commkit.testing.rows import RowMaker
from commkit.testing.snapshots import tables_of


def insert_rows(kit: Kit, place: CommunityId, tables: Sequence[Table]) -> None:
    """Insert a row into each table that has none, and those that it refers to.

    Args:
        kit: Where.
        place: A community in it.
        tables: The tables.
    """
    with kit.session(SYSTEM, place) as session:
        member = session.do(AddMember("copied")).id
    with kit.database.engine.begin() as connection:
        maker = RowMaker(connection, place, member)
        for table in tables:
            if connection.execute(select(table).limit(1)).first() is None:
                maker.insert(table)


def copy_rows(source: Kit, target: Kit) -> None:
    """Copy every row of every declared table; full-text indexes and such are left to the target.

    So is what its migration has kept of its own plugins.

    Args:
        source: From where.
        target: To where: migrated, and without rows.
    """
    with source.database.engine.connect() as origin, target.database.engine.begin() as destination:
        for table in sort_tables([its for its in tables_of(source) if its is not kept_of_plugins]):
            rows = [dict(row) for row in origin.execute(select(table)).mappings()]
            for row in rows:
                destination.execute(insert(table).values(row))


def copy_differences(first: Kit, second: Kit, tables: Iterable[Table]) -> list[str]:
    """The tables whose rows differ between two databases, read by their declared types; one sentence each.

    Args:
        first: One database.
        second: The other one.
        tables: The tables; each must have rows.
    """
    with first.database.engine.connect() as one, second.database.engine.connect() as other:
        return [fault for table in tables for fault in _differences(one, other, table)]


def _differences(one: Connection, other: Connection, table: Table) -> Iterator[str]:
    before, after = (sorted(repr(tuple(row)) for row in each.execute(select(table))) for each in (one, other))
    if not before:
        yield f"{table.name}: there was no row to copy"
    if before != after:
        lost, new = set(before) - set(after), set(after) - set(before)
        yield f"{table.name}: {sorted(lost)[:1]} became {sorted(new)[:1]}; use the column types of commkit.storage"
