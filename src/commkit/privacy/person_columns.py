"""Person columns: where a table names people, and the statements that follow from what its columns declare."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from attrs import frozen
from sqlalchemy import Column, Table, bindparam, delete, select, update
from sqlalchemy.schema import sort_tables

from commkit.runtime.composing.registry import Registry
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.personal import Declared, Erasure, declared
from commkit.runtime.storage.statements import Statement, statement

KeyedRow = tuple[tuple[Any, ...], dict[str, Any]]
"""A row's primary key, and its values by name."""


@frozen
class PersonColumn:
    """A column that names people, and what of its table's rows belongs to the person it names.

    Attributes:
        table: The table's name.
        purposes: What each column is for that is told to the person.
        prefix: What stands before a host's key in the column.
        rows: What is kept about the person: the row's primary key, and its values by name; None where they are not
            told of it.
        delete: Takes the rows away, where that is declared.
        blank: Blanks what is personal in them, where that is declared.
    """

    table: str
    purposes: dict[str, str]
    prefix: str
    rows: Statement[KeyedRow] | None
    delete: Statement[Any] | None
    blank: Statement[Any] | None

    def parameters(self, key: str, member: MemberId) -> dict[str, Any]:
        """The parameters that mean one person."""
        return {"named_key": f"{self.prefix}{key}", "named_member": member, "tombstone": str(member)}


def person_columns(registry: Registry) -> tuple[PersonColumn, ...]:
    """Every place where people are named, tables that refer to others ahead of these."""
    tables = [
        table
        for feature in registry.features.values()
        if feature.tables is not None
        for table in feature.tables.tables.values()
    ]
    return tuple(
        person_column for table in reversed(sort_tables(tables)) for person_column in _of_table(table)
    )


def rows_by_table(context: Context, key: str, member: MemberId) -> dict[str, tuple[dict[str, Any], ...]]:
    """What each table keeps about a person; a row that names them in several columns comes once, with all of it."""
    found: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for person_column in person_columns(context.registry):
        if person_column.rows is None:
            continue
        for identity, row in context.rows(person_column.rows, **person_column.parameters(key, member)):
            found.setdefault(person_column.table, {}).setdefault(identity, {}).update(row)
    return {table: tuple(rows.values()) for table, rows in found.items()}


def purposes_by_table(registry: Registry) -> dict[str, dict[str, str]]:
    """What each column is for that people are told of, by table and column."""
    found: dict[str, dict[str, str]] = {}
    for person_column in person_columns(registry):
        if person_column.rows is not None:
            found.setdefault(person_column.table, {}).update(person_column.purposes)
    return found


@lru_cache(maxsize=1024)
def _of_table(table: Table) -> tuple[PersonColumn, ...]:
    columns = [(column, said) for column in table.columns if (said := declared(column)) is not None]
    return tuple(_person_column(table, columns, column, said) for column, said in columns if said.names)


def _person_column(
    table: Table, columns: Sequence[tuple[Column[Any], Declared]], naming: Column[Any], said: Declared
) -> PersonColumn:
    here = naming == bindparam("named_key" if said.names == "key" else "named_member", type_=naming.type)
    told = [
        (column, about)
        for column, about in columns
        if about.exported and (column is naming or not about.personal or about.of == naming.name)
    ]
    own = [(column, about) for column, about in columns if column is naming or about.of == naming.name]
    goes = any(about.erasure is Erasure.ROW for _, about in own)
    names = [column.name for column, _ in told]
    keys = list(table.primary_key.columns)

    def keyed(*row: Any) -> KeyedRow:
        return row[: len(keys)], dict(zip(names, row[len(keys) :], strict=True))

    return PersonColumn(
        table.name,
        {column.name: about.purpose for column, about in told},
        said.prefix,
        statement(select(*keys, *(column for column, _ in told)).where(here), into=keyed)
        if said.exported
        else None,
        statement(delete(table).where(here)) if goes else None,
        None if goes else _blank_statement(table, own, here),
    )


def _blank_statement(
    table: Table, own: list[tuple[Column[Any], Declared]], here: Any
) -> Statement[Any] | None:
    values = dict(_blank_values(own))
    return statement(update(table).values(values).where(here)) if values else None


def _blank_values(own: list[tuple[Column[Any], Declared]]) -> Iterator[tuple[str, Any]]:
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
