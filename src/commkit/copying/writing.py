"""Writing: batches of rows, each whole and with the progress that it makes, or not at all."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, update
from sqlalchemy.exc import DBAPIError

from commkit.copying.plan import TablePlan
from commkit.runtime.model.errors import Busy, CommkitError, Conflict, StorageFull
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.driver_errors import translate

Row = tuple[Any, ...]


def write_rows(
    database: Database, plan: TablePlan, rows: Sequence[Row], save: Callable[[Connection], None]
) -> None:
    """Write rows and what `save` does in one transaction.

    Args:
        database: The target.
        plan: The table.
        rows: Its rows; their late columns stay empty.
        save: Writes the progress.

    Raises:
        Conflict: The target refuses a row, which is named.
        StorageFull: It has no room left.
        Busy: It is locked or lost.
    """
    rows = _without_late(plan, rows)
    try:
        with database.transaction() as connection:
            _write(connection, plan, rows)
            save(connection)
    except CommkitError:
        raise
    except Exception as error:
        translated = translate(_cause(error))
        if isinstance(translated, Busy | StorageFull):
            raise translated from error
        refused = _find_refused(database, plan, rows)
        if refused is None:
            raise
        raise _refusal(plan, *refused) from error


def fill_late_columns(database: Database, plan: TablePlan, rows: Sequence[dict[str, Any]]) -> None:
    """Fill the columns of rows that refer to others.

    Args:
        database: The target.
        plan: The table.
        rows: The keys and the late columns.
    """
    table = plan.table
    statement = (
        update(table)
        .values({name: bindparam(f"new_{name}", type_=table.c[name].type) for name in plan.late})
        .where(and_(*(column == bindparam(f"key_{column.name}", type_=column.type) for column in plan.key)))
    )
    parameters = [
        {f"{'new' if name in plan.late else 'key'}_{name}": value for name, value in row.items()}
        for row in rows
    ]
    with database.transaction() as connection:
        connection.execute(statement, parameters)


def _without_late(plan: TablePlan, rows: Sequence[Row]) -> Sequence[Row]:
    if not plan.late:
        return rows
    late = [column.name in plan.late for column in plan.table.columns]
    return [tuple(None if skip else value for skip, value in zip(late, row, strict=True)) for row in rows]


def _write(connection: Connection, plan: TablePlan, rows: Sequence[Row]) -> None:
    (_insert if connection.dialect.name == "sqlite" else _copy_in)(connection, plan, rows)


def _insert(connection: Connection, plan: TablePlan, rows: Sequence[Row]) -> None:
    names = plan.table.columns.keys()
    connection.execute(insert(plan.table), [dict(zip(names, row, strict=True)) for row in rows])


def _copy_in(connection: Connection, plan: TablePlan, rows: Sequence[Row]) -> None:
    """Write rows by COPY, which takes a fifth of the time of INSERT."""
    dialect = connection.dialect
    prepare = dialect.identifier_preparer
    columns = list(plan.table.columns)
    names = ", ".join(prepare.quote(column.name) for column in columns)
    processors = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    needed = [(number, process) for number, process in enumerate(processors) if process is not None]
    driver: Any = connection.connection.driver_connection
    with driver.cursor().copy(f"COPY {prepare.format_table(plan.table)} ({names}) FROM STDIN") as copy:
        for row in rows:
            values = list(row)
            for number, process in needed:
                values[number] = process(values[number])
            copy.write_row(values)


def _find_refused(database: Database, plan: TablePlan, rows: Sequence[Row]) -> tuple[Row, Exception] | None:
    """The first row that the target refuses, and why; nothing of them is kept."""
    connection = database.begin()
    try:
        core = database.core(connection)
        for row in rows:
            try:
                with core.begin_nested():
                    _write(core, plan, [row])
            except Exception as error:
                return row, error
    finally:
        database.rollback(connection)
    return None


def _refusal(plan: TablePlan, row: Row, error: Exception) -> Conflict:
    key = ", ".join(str(row[number]) for number in plan.key_numbers)
    why = str(_cause(error)).partition("\n")[0]
    return Conflict(
        "copying.refused",
        f"{plan.name}: the target refuses the row ({key}): {why}; correct it in the source, and run it again",
    )


def _cause(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
