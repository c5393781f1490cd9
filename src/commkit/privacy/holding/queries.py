"""How what is held is read, by the feature that holds it."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Table

from commkit.privacy.holding import statements as sql
from commkit.privacy.holding.records import HeldPage, HeldRow
from commkit.privacy.person_columns.statements import all_tables
from commkit.runtime.composing.holds import Holds
from commkit.runtime.composing.left_tables import left_tables
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import bad_cursor, keyset
from commkit.runtime.storage.personal import declared
from commkit.runtime.storage.retention import RowCondition, read_value
from commkit.runtime.values.serialization import dump, from_json, to_json

_PLACE = keyset(str, of="privacy.held_rows")


def read_held(
    context: Context, holds: Holds, *, leave_out: RowCondition, after: str | None, size: int, **values: Any
) -> HeldPage:
    """Rows of the session's community that are held, in the order of their tables and keys.

    Nobody is asked whether the actor may see them: this is for a feature that holds rows and decides who reads them.

    Args:
        context: Of the community.
        holds: Which ones; a module's constant.
        leave_out: Which of them are not read; a module's function.
        after: Where the page before ended.
        size: How many rows, at most.
        **values: Parameters of the conditions.

    Raises:
        Invalid: `after` is no end of a page.
    """
    (place,) = _PLACE.decode(after, default=("",))
    table_name, key = _place_of(place)
    found: list[tuple[Table, tuple[Any, ...]]] = []
    for table in _held_tables(context, holds):
        if table.name < table_name:
            continue
        start = key if table.name == table_name else None
        found += [
            (table, row)
            for row in context.rows(
                sql.rows_of(table, holds, leave_out, start is not None),
                size=size + 1 - len(found),
                **values,
                **_behind(table, start),
            )
        ]
        if len(found) > size:
            break
    shown = found[:size]
    end = _PLACE.encode((_place_at(*shown[-1]),)) if len(found) > size else None
    return HeldPage(tuple(_held_row(*one) for one in shown), _purposes(table for table, _ in shown), end)


def count_held(context: Context, holds: Holds, *, only: RowCondition, **values: Any) -> int:
    """How many rows of the session's community are held and meet a condition.

    Args:
        context: Of the community.
        holds: What is held; a module's constant.
        only: Which ones count; a module's function.
        **values: Parameters of the conditions.
    """
    return sum(
        context.rows(sql.count_of(table, holds, only), **values)[0][0]
        for table in _held_tables(context, holds)
    )


def _held_tables(context: Context, holds: Holds) -> list[Table]:
    tables = all_tables(context.registry, left_tables(context, context.registry))
    return sorted((table for table in tables if holds.may_hold(table)), key=lambda table: table.name)


def _behind(table: Table, start: Sequence[Any] | None) -> dict[str, Any]:
    if start is None:
        return {}
    key = sql.key_of(table)
    if len(start) != len(key):
        raise bad_cursor()
    try:
        return {
            f"behind_{column.name}": read_value(column.type, value)
            for column, value in zip(key, start, strict=True)
        }
    except (ValueError, TypeError, AttributeError):
        raise bad_cursor() from None


def _place_of(place: str) -> tuple[str, Sequence[Any] | None]:
    if not place:
        return "", None
    try:
        table, *key = from_json(place)
    except (ValueError, TypeError):
        raise bad_cursor() from None
    if not isinstance(table, str):
        raise bad_cursor()
    return table, key


def _place_at(table: Table, row: Sequence[Any]) -> str:
    key = row[: len(sql.key_of(table))]
    return to_json([table.name, *(value if isinstance(value, (int, str)) else str(value) for value in key)])


def _held_row(table: Table, row: Sequence[Any]) -> HeldRow:
    values = row[len(sql.key_of(table)) :]
    return HeldRow(
        table.name,
        {column.name: dump(value) for column, value in zip(sql.exported_of(table), values, strict=True)},
    )


def _purposes(tables: Iterator[Table]) -> dict[str, dict[str, str]]:
    return {
        table.name: {
            column.name: about.purpose
            for column in sql.exported_of(table)
            if (about := declared(column)) is not None
        }
        for table in tables
    }
