"""The statements that blank what was written in some rows, built from what columns declare and foreign keys say."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, bindparam, delete, or_, select, update

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
    reached = _reached(root, where(root), tables)
    return tuple(
        made for table in tables if table in reached for made in _forget(table, reached[table], holds)
    )


def _reached(
    root: Table, rows: ColumnElement[bool], tables: Iterable[Table]
) -> dict[Table, ColumnElement[bool]]:
    """The condition of the rows of each table that are meant, or refer to such rows."""
    reached = {root: rows}
    for table in reversed([*tables]):  # those that are referred to come first
        if table is not root and _COMMUNITY in table.c and (found := [*_references(table, reached)]):
            reached[table] = or_(*found)
    return reached


def _references(table: Table, reached: dict[Table, ColumnElement[bool]]) -> Iterator[ColumnElement[bool]]:
    for key in table.foreign_key_constraints:
        target = key.referred_table
        if target is table or target not in reached:
            continue
        pairs = [(its.parent, its.column) for its in key.elements if its.parent.name != _COMMUNITY]
        if len(pairs) == 1:
            ((column, other),) = pairs
            rows = select(other).where(target.c[_COMMUNITY] == bindparam(_COMMUNITY), reached[target])
            yield column.in_(rows.correlate(None))


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
