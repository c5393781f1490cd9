"""Reading: one snapshot of a database, and the rows of its tables in the order of their keys, a few at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, func, literal, or_, select, text, tuple_

from commkit.copying.checksums import Checksum, encode_row
from commkit.copying.plan import TablePlan
from commkit.copying.positions import Position
from commkit.runtime.model.errors import Conflict
from commkit.runtime.storage.database import Database

_UNREADABLE = (ValueError, TypeError, OverflowError, LookupError)
"""What conversions raise."""
_FETCHED = 200
"""Rows that are in memory at once; those of posts may have a hundred thousand characters."""


@contextmanager
def open_snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees the database as it is now until the end of the block, whatever others write."""
    with database.transaction(read_only=True) as connection:
        if not database.is_sqlite:  # elsewhere the last hours of the year 9999 are of the year 10000
            connection.execute(text("SET LOCAL TimeZone = 'UTC'"))
        yield connection


def read_rows(
    connection: Connection, plan: TablePlan, after: Position | None = None
) -> Iterator[tuple[tuple[Any, ...], bytes]]:
    """The rows of a table, each with its encoding for the checksum.

    Args:
        connection: Of a snapshot.
        plan: The table.
        after: The key of the row to go on after.

    Raises:
        Conflict: A row holds what its column cannot mean.
    """
    last = after
    try:
        query = _behind(plan, select(plan.table), after)
        result = connection.execute(query, execution_options={"yield_per": _FETCHED})
        for part in result.partitions():
            for row in map(tuple, part):
                encoded = encode_row(row, plan.normalizers)
                last = tuple(row[number] for number in plan.key_numbers)
                yield row, encoded
    except _UNREADABLE as error:
        raise Conflict(
            "copying.unreadable",
            f"{plan.name}: the row {_find_unreadable(connection, plan, last)} cannot be read ({error}); correct it in "
            "the source, or delete it",
        ) from error


def read_late_values(connection: Connection, plan: TablePlan) -> Iterator[dict[str, Any]]:
    """The keys and the late columns of the rows that have any."""
    late = [plan.table.c[name] for name in plan.late]
    query = select(*plan.key, *late).where(or_(*(column.is_not(None) for column in late))).order_by(*plan.key)
    result = connection.execute(query, execution_options={"yield_per": _FETCHED})
    for row in result.mappings():
        yield dict(row)


def read_checksum(connection: Connection, plan: TablePlan) -> Checksum:
    """The checksum of all rows of a table."""
    checksum = Checksum()
    for _, encoded in read_rows(connection, plan):
        checksum.add(encoded)
    return checksum


def count_rows(connection: Connection, plan: TablePlan) -> int:
    """How many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(plan.table)).scalar_one())


def _behind(plan: TablePlan, query: Any, after: Position | None) -> Any:
    """The query in the order of the key, from what follows on."""
    ordered = query.order_by(*plan.key)
    if after is None:
        return ordered
    place = (literal(value, column.type) for value, column in zip(after, plan.key, strict=True))
    return ordered.where(tuple_(*plan.key) > tuple_(*place))


def _find_unreadable(connection: Connection, plan: TablePlan, after: Position | None) -> str:
    """The key of the first row after another one that cannot be read, for people."""
    try:
        while key := connection.execute(_behind(plan, select(*plan.key), after).limit(1)).first():
            try:
                connection.execute(_behind(plan, select(plan.table), after).limit(1)).all()
            except _UNREADABLE:
                return _shown(tuple(key))
            after = tuple(key)
    except _UNREADABLE:
        pass
    return f"after {_shown(after)}"


def _shown(key: Position | None) -> str:
    return "the beginning" if key is None else f"({', '.join(map(str, key))})"
