"""Which tables are copied, and in which order: what a row refers to is there before it."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen
from sqlalchemy import Column, ForeignKeyConstraint, Table
from sqlalchemy.exc import CircularDependencyError
from sqlalchemy.schema import sort_tables_and_constraints

from commkit.copying.stored import Normalizer, normalizers, stored_table
from commkit.kit import Kit
from commkit.runtime.model.errors import PluginError


@frozen
class TablePlan:
    """How one table is copied.

    Attributes:
        table: As `stored_table` gives it.
        late: Columns that refer to rows which may come later; they are filled once all rows are there.
        normalizers: As `normalizers` gives them.
    """

    table: Table
    late: tuple[str, ...]
    normalizers: Mapping[int, Normalizer]

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.table.name)

    @property
    def key(self) -> tuple[Column[object], ...]:
        """The primary key, by which rows are read."""
        return tuple(self.table.primary_key.columns)

    @property
    def key_numbers(self) -> tuple[int, ...]:
        """Where the values of the key are in a row."""
        columns = list(self.table.columns)
        return tuple(columns.index(column) for column in self.key)


def plan_copy(kit: Kit) -> tuple[TablePlan, ...]:
    """The plan for all tables of a Kit, in the order to copy them in.

    Raises:
        PluginError: A table has no primary key, or refers in a circle by columns that may not be empty.
    """
    return plan_tables(
        table
        for feature in kit.registry.features.values()
        if feature.tables is not None
        for table in feature.tables.tables.values()
    )


def plan_tables(tables: Iterable[Table]) -> tuple[TablePlan, ...]:
    """The plan for some tables, in the order to copy them in.

    Raises:
        PluginError: As for `plan_copy`.
    """
    sort: Any = sort_tables_and_constraints  # SQLAlchemy has no types for it
    given = {table.name: table for table in tables}.values()
    try:
        ordered = sort(given, filter_fn=lambda key: None if _may_be_empty(key) else False)
    except CircularDependencyError as error:
        names = sorted({str(getattr(each, "name", each)) for each in error.cycles})
        raise _circle(", ".join(names)) from error
    in_circles = {key for table, keys in ordered if table is None for key in keys}
    return tuple(_plan(table, in_circles) for table, _ in ordered if table is not None)


def _plan(table: Table, in_circles: set[ForeignKeyConstraint]) -> TablePlan:
    if not table.primary_key.columns:
        raise PluginError(
            "copying.no_primary_key", f"{table.name} cannot be copied: give it a primary key", plugin=None
        )
    late = {
        name
        for key in table.foreign_key_constraints
        if key in in_circles or key.referred_table is table
        for name in _columns_left_empty(table, key)
    }
    stored = stored_table(table)
    return TablePlan(stored, tuple(sorted(late)), normalizers(stored))


def _columns_left_empty(table: Table, key: ForeignKeyConstraint) -> list[str]:
    """The columns that are left empty at first, so that the foreign key asks for nothing."""
    empty = _may_be_empty(key)
    if not empty:
        raise _circle(table.name)
    return empty


def _may_be_empty(key: ForeignKeyConstraint) -> list[str]:
    return [column.name for column in key.columns if column.nullable and not column.primary_key]


def _circle(names: str) -> PluginError:
    return PluginError(
        "copying.circle",
        f"{names} cannot be copied: the rows refer to each other in a circle; make a column of it nullable",
    )
