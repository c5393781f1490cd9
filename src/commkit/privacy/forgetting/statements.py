"""The statements that blank what was written in some rows, built from foreign keys and from what columns declare."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, bindparam, delete, or_, select, tuple_, update
from sqlalchemy.schema import sort_tables

from commkit.privacy.person_columns.statements import blank_values
from commkit.runtime.composing.holds import Holds
from commkit.runtime.storage.personal import Declared, Erasure, declared
from commkit.runtime.storage.retention import RowCondition
from commkit.runtime.storage.statements import Statement, statement

_COMMUNITY = "community_id"


@lru_cache(maxsize=64)
def forgetting(
    root: Table, where: RowCondition, tables: tuple[Table, ...], holds: Holds
) -> tuple[Statement[Any], ...]:
    """The statements that forget some rows; those of tables that refer to others come first.

    Args:
        root: The table of the rows.
        where: Which rows.
        tables: All tables; those that refer to others come before these.
        holds: What the features of the Kit hold.
    """
    reached = reached_rows(root, where(root), tables)
    return tuple(made for table in reversed(reached) for made in _forget(table, reached[table], holds))


def reached_rows(
    root: Table, rows: ColumnElement[bool], tables: Sequence[Table]
) -> dict[Table, ColumnElement[bool]]:
    """The condition of the rows of each table that are meant, or refer to such rows; those referred to come first."""
    named = {table.name: table for table in tables}
    declared_ones = [
        (named[about.refers], table)
        for table in tables
        for column in table.columns
        if (about := declared(column)) is not None and about.refers in named and about.refers != table.name
    ]
    reached = {root: rows}
    for table in sort_tables(tables, extra_dependencies=declared_ones):
        if table is not root and _COMMUNITY in table.c and (found := [*_references(table, named, reached)]):
            reached[table] = or_(*found)
    return reached


def _references(
    table: Table, named: Mapping[str, Table], reached: Mapping[Table, ColumnElement[bool]]
) -> Iterator[ColumnElement[bool]]:
    """The conditions that a row refers to one that is meant: by a foreign key, or by a declaration."""
    for target, pairs in _pairs(table, named):
        if target is table or target not in reached:
            continue
        columns, others = zip(*pairs, strict=True)
        rows = select(*others).where(target.c[_COMMUNITY] == bindparam(_COMMUNITY), reached[target])
        of = columns[0] if len(pairs) == 1 else tuple_(*columns)
        yield of.in_(rows.correlate(None))


def _pairs(
    table: Table, named: Mapping[str, Table]
) -> Iterator[tuple[Table, Sequence[tuple[Column[Any], Column[Any]]]]]:
    """The tables that a table refers to, with its columns and those that they hold values of."""
    for key in table.foreign_key_constraints:
        pairs = [(its.parent, its.column) for its in key.elements if its.parent.name != _COMMUNITY]
        if pairs:
            yield key.referred_table, pairs
    for column in table.columns:
        about = declared(column)
        if about is not None and about.refers in named and not column.foreign_keys:
            target = named[about.refers]
            (id,) = [its for its in target.primary_key if its.name != _COMMUNITY]
            yield target, [(column, id)]


def _forget(table: Table, rows: ColumnElement[bool], holds: Holds) -> Iterator[Statement[Any]]:
    written = [
        (column, about)
        for column in table.columns
        if (about := declared(column)) is not None and about.personal and not about.names
    ]
    here = (table.c[_COMMUNITY] == bindparam(_COMMUNITY), rows, holds.not_held(table))
    if any(about.erasure is Erasure.ROW for _, about in written):
        yield statement(lambda: delete(table).where(*here))
        return
    values = dict(blank_values(_without_member(written)))
    if values:
        yield statement(lambda: update(table).values(values).where(*here))


def _without_member(
    written: Iterable[tuple[Column[Any], Declared]],
) -> Iterator[tuple[Column[Any], Declared]]:
    """Those whose blank is not made of the id of a member: there is none here."""
    for column, about in written:
        if not (isinstance(about.blank, str) and "{member}" in about.blank):
            yield column, about
