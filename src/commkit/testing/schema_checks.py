"""A migrated database beside the tables that the code declares: columns, types, keys and indexes.

Alembic compares what it knows to (`alembic.autogenerate.compare_metadata`); primary keys and the conditions of partial
indexes, which it leaves out, are compared here.

A column that only migrations know, since one of the databases needs it and the other has something else in its place,
is named in the table's `info`: `info={**COMMUNITY, "commkit.migrated_only": ("document",)}`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, Index, Inspector, MetaData, Table, inspect

from commkit.runtime.composing.migrations import with_referred

_CAST = re.compile(r"::[a-z]+( varying)?")
_NOISE = re.compile(r"[\s()\"]+")


def schema_differences(engine: Engine, tables: Sequence[Table]) -> list[str]:
    """What differs between a migrated database and declared tables.

    Args:
        engine: The database, SQLite or PostgreSQL.
        tables: The declared tables; all others in the database are left out.

    Returns:
        One line for each difference; empty where migrations make exactly what the code declares.
    """
    names = {table.name for table in tables}
    migrated_only = {table.name: {*table.info.get("commkit.migrated_only", ())} for table in tables}
    declared = MetaData()
    for table in with_referred(tables):
        table.to_metadata(declared)

    def included(object: Any, name: str | None, kind: str, *_: Any) -> bool:
        table = object if kind == "table" else object.table
        columns = {column.name for column in getattr(object, "columns", (object,))}
        return table.name in names and (
            kind == "table" or not columns or not columns <= migrated_only[table.name]
        )

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": included, "target_metadata": declared}
        )
        found = [line for change in compare_metadata(context, declared) for line in _lines(change)]
        inspector = inspect(connection)
        for table in tables:
            if inspector.has_table(table.name):
                found += _primary_key(inspector, table)
                found += _partial_indexes(inspector, table)
    return sorted(found)


def _lines(change: Any) -> Iterator[str]:
    if isinstance(change, list):  # the changes of one column
        for each in change:
            yield from _lines(each)
        return
    kind, *parts = change
    match kind:
        case "add_table":
            yield f"{parts[0].name}: no migration creates it"
        case "add_column" | "remove_column":
            yield f"{parts[1]}: {_which(kind)}: column {parts[2].name}"
        case "modify_type" | "modify_nullable" | "modify_default" | "modify_comment":
            _, table, column, _, migrated, declared = parts
            what = kind.removeprefix("modify_")
            yield f"{table}: column {column}: {what} is {migrated!r} in migrations, but declared as {declared!r}"
        case _:
            yield f"{parts[0].table.name}: {_which(kind)}: {_part(parts[0])}"


def _which(kind: str) -> str:
    return "declared, but not migrated" if kind.startswith("add_") else "migrated, but not declared"


def _part(part: Any) -> str:
    columns = [getattr(column, "name", str(column)) for column in getattr(part, "columns", ())]
    return f"{type(part).__name__} {part.name or ''} on {', '.join(columns)}".replace("  ", " ")


def _primary_key(inspector: Inspector, table: Table) -> Iterator[str]:
    migrated = inspector.get_pk_constraint(table.name)["constrained_columns"]
    declared = [column.name for column in table.primary_key]
    if migrated != declared:
        yield f"{table.name}: the primary key is {migrated} in migrations, but declared as {declared}"


def _partial_indexes(inspector: Inspector, table: Table) -> Iterator[str]:
    dialect = inspector.dialect.name
    migrated = {
        index["name"]: _text(index.get("dialect_options", {}).get(f"{dialect}_where"))
        for index in inspector.get_indexes(table.name)
    }
    for index, condition in _conditions(table.indexes, dialect):
        found = migrated.get(index)
        if found is not None and _plain(found) != _plain(condition):
            yield (
                f"{table.name}: index {index} is for {found or 'all rows'!r} in migrations, "
                f"but declared for {condition or 'all rows'!r}"
            )


def _conditions(indexes: Iterable[Index], dialect: str) -> Iterator[tuple[str, str]]:
    for index in indexes:
        yield str(index.name), _text(index.dialect_options[dialect].get("where"))


def _text(condition: Any) -> str:
    return "" if condition is None else str(condition)


def _plain(condition: str) -> str:
    """A condition as it was written, without the brackets, quotes and casts that a database adds."""
    return _NOISE.sub(" ", _CAST.sub("", condition)).strip().lower()
