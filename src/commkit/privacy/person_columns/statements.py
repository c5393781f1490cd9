"""The statements that export, delete and blank what belongs to a person, built from what columns declare."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Column, Table, bindparam, delete, select, update
from sqlalchemy.schema import sort_tables

from commkit.privacy.person_columns.records import KeyedRow, PersonColumn
from commkit.runtime.composing.holds import Holds
from commkit.runtime.composing.left_tables import LeftTables
from commkit.runtime.composing.registry import Registry
from commkit.runtime.storage.personal import Declared, Erasure, declared
from commkit.runtime.storage.statements import Statement, statement


def person_columns(registry: Registry, left: LeftTables) -> tuple[PersonColumn, ...]:
    """Every column that names people; tables that refer to others come before these.

    Args:
        registry: The features of the Kit, with their tables.
        left: What plugins left that the Kit lacks; their tables refer to the core's.
    """
    return tuple(
        person_column
        for table in all_tables(registry, left)
        for person_column in _of_table(table, registry.holds)
    )


def all_tables(registry: Registry, left: LeftTables) -> tuple[Table, ...]:
    """The tables of the Kit and those that plugins left; those that refer to others come before these."""
    tables = [
        table
        for feature in registry.features.values()
        if feature.tables is not None
        for table in feature.tables.tables.values()
    ]
    return (*left.tables, *reversed(sort_tables(tables)))


@lru_cache(maxsize=1024)
def _of_table(table: Table, holds: Holds) -> tuple[PersonColumn, ...]:
    columns = [(column, about) for column in table.columns if (about := declared(column)) is not None]
    return tuple(
        _person_column(table, columns, column, about, holds) for column, about in columns if about.names
    )


def _person_column(
    table: Table,
    columns: Sequence[tuple[Column[Any], Declared]],
    naming: Column[Any],
    declaration: Declared,
    holds: Holds,
) -> PersonColumn:
    here = naming == named_person(naming, declaration)
    exported = [
        (column, about)
        for column, about in columns
        if about.exported
        and (
            column is naming
            or about.of == naming.name
            or (not about.personal and (declaration.owns or column.primary_key))
        )
    ]
    own = [(column, about) for column, about in columns if column is naming or about.of == naming.name]
    deletes = any(about.erasure is Erasure.ROW for _, about in own)
    names = [column.name for column, _ in exported]
    keys = list(table.primary_key.columns)

    def keyed(*row: Any) -> KeyedRow:
        return row[: len(keys)], dict(zip(names, row[len(keys) :], strict=True))

    return PersonColumn(
        table.name,
        {column.name: about.purpose for column, about in exported},
        declaration.prefix,
        statement(select(*keys, *(column for column, _ in exported)).where(here), into=keyed)
        if declaration.exported
        else None,
        statement(lambda: delete(table).where(here, holds.not_held(table))) if deletes else None,
        None if deletes else _blank_statement(table, own, here, holds),
        by_key=declaration.names == "key",
        by_community="community_id" in table.c,
    )


def named_person(naming: Column[Any], declaration: Declared) -> BindParameter[Any]:
    """The parameter that a column which names people is compared to."""
    return bindparam("named_key" if declaration.names == "key" else "named_member", type_=naming.type)


def _blank_statement(
    table: Table, own: Sequence[tuple[Column[Any], Declared]], here: Any, holds: Holds
) -> Statement[Any] | None:
    values = dict(blank_values(own))
    return (
        statement(lambda: update(table).values(values).where(here, holds.not_held(table))) if values else None
    )


def blank_values(own: Iterable[tuple[Column[Any], Declared]]) -> Iterator[tuple[str, Any]]:
    """What the columns of a row hold after an erasure, by name; those that keep what they hold are left out."""
    for column, about in own:
        if about.erasure is not Erasure.BLANK:
            continue
        if column.nullable:
            yield column.name, None
        elif isinstance(about.blank, str) and "{member}" in about.blank:
            before, after = about.blank.split("{member}")
            yield column.name, before + bindparam("tombstone", type_=column.type) + after
        else:
            yield column.name, about.blank
