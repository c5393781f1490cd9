"""Retention: which rows of a table are deleted once they are old enough, and the statements that do it.

A kind of rows is deleted in windows: bounded stretches of an index. A window begins where the last one ended, and
those of its rows go that are old enough and that nobody needs. So a batch looks at few rows, however many stay, and a
pass over a kind can stop after any window and go on from there.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from attrs import field, frozen
from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Integer,
    Table,
    and_,
    bindparam,
    delete,
    func,
    not_,
    select,
    tuple_,
)
from sqlalchemy.types import TypeEngine

from commkit.runtime.model.clock import from_microseconds
from commkit.runtime.model.ids import first_id_from
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.pages import EARLIEST, FIRST_ID
from commkit.runtime.storage.statements import Statement, statement
from commkit.runtime.values.serialization import from_json, to_json

RowCondition = Callable[[Table], ColumnElement[bool]]
"""`row -> condition`, asked of the table whose rows are deleted; `:now` is the present time."""


@frozen(eq=False)
class Retention:
    """How long a kind of rows is kept; what `Feature.retention` is made of.

    A row goes when the time in `age` is longer ago than the host, or else `default`, says, and nobody needs it.

    Attributes:
        name: What hosts call the kind; of a plugin `plugin.kind`.
        table: One of the feature's own tables.
        age: The column of it that says since when a row could go; NULL is never. A time, a date, a text that begins as
            ISO 8601 dates do, or an id, which holds the time it was made at. An index begins with it, unless `by_key`.
        default: How long rows are kept where the host says nothing; None for ever.
        purpose: What such a row is, in one sentence.
        where: Which rows of the table are of this kind: `row -> condition`; all where it is left out.
        needed: Which of them still are needed, however old: `row -> condition`. It is asked of the rows of one window.
        by_key: Whether the whole table is walked, in the order of its primary key, once a day: for a table that is
            written too often to pay for one more index.
    """

    name: str
    table: Table = field(kw_only=True)
    age: Column[Any] = field(kw_only=True)
    default: timedelta | None = field(kw_only=True)
    purpose: str = field(kw_only=True)
    where: RowCondition | None = field(default=None, kw_only=True)
    needed: RowCondition | None = field(default=None, kw_only=True)
    by_key: bool = field(default=False, kw_only=True)

    @property
    def order(self) -> tuple[Column[Any], ...]:
        """The columns in whose order windows follow each other: no two rows are alike in them."""
        key = tuple(self.table.primary_key.columns)
        return key if self.by_key else (self.age, *(column for column in key if column is not self.age))

    @property
    def kind_of_rows(self) -> ColumnElement[bool]:
        """The condition of its rows, of any age."""
        known = self.age.is_not(None)
        return known if self.where is None else and_(known, self.where(self.table))

    def is_indexed(self) -> bool:
        """Whether its windows are stretches of an index."""
        return self.by_key or any(next(iter(index.columns)) is self.age for index in self.table.indexes)


@frozen(eq=False)
class PurgeStatements:
    """The statements by which one kind is deleted.

    Attributes:
        retention: The kind.
        holds: What features need of its rows beyond what the kind itself says.
    """

    retention: Retention
    holds: Sequence[RowCondition] = ()

    @cached_property
    def window_end(self) -> Statement[tuple[Any, ...]]:
        """The key of the last row of the window behind a key; none where fewer rows are left than a window has."""
        order = self.retention.order
        return Statement(
            lambda: self._window(*order).offset(bindparam("size", type_=Integer) - 1).limit(1), replan=True
        )

    @cached_property
    def delete(self) -> Statement[tuple[Any, ...]]:
        """Deletes of the window behind a key what is old enough and not needed.

        The window has a LIMIT of its own, within the statement, and each execution is planned: so PostgreSQL knows that
        it is few rows, and looks each of them up. What decides is asked outside of it, of the row as it is when it is
        deleted: a parked delivery that is taken up again meanwhile stays.
        """
        table, key = self.retention.table, tuple(self.retention.table.primary_key.columns)

        def build() -> Any:
            window = self._window(*key).limit(bindparam("size", type_=Integer)).subquery("window")
            return delete(table).where(
                tuple_(*key).in_(select(*window.c)),
                *self._old(),
                self.retention.kind_of_rows,
                *self._not_needed(),
            )

        return Statement(build, replan=True)

    @cached_property
    def count(self) -> Statement[tuple[Any, ...]]:
        """How many rows of the kind there are, of any age."""
        kept = self.retention
        return statement(lambda: select(func.count()).select_from(kept.table).where(kept.kind_of_rows))

    @cached_property
    def oldest(self) -> Statement[tuple[Any, ...]]:
        """The age of the oldest; PostgreSQL has no least id."""
        kept = self.retention
        return statement(lambda: select(kept.age).where(kept.kind_of_rows).order_by(kept.age).limit(1))

    def _window(self, *columns: ColumnElement[Any]) -> Any:
        kept = self.retention
        behind = [bindparam(f"after_{column.name}", type_=column.type) for column in kept.order]
        rows = select(*columns).where(tuple_(*kept.order) > tuple_(*behind)).order_by(*kept.order)
        if (
            kept.by_key
        ):  # every row of the table, so that windows are of one size however few rows are of the kind
            return rows
        return rows.where(kept.kind_of_rows, *self._old())

    def _old(self) -> list[ColumnElement[bool]]:
        age = self.retention.age
        return [age < bindparam("before", type_=age.type)]

    def _not_needed(self) -> list[ColumnElement[bool]]:
        needs = [self.retention.needed] if self.retention.needed is not None else []
        return [not_(needed(self.retention.table)) for needed in (*needs, *self.holds)]


def age_bound(column: Column[Any], moment: datetime) -> Any:
    """The value of a column of ages below which rows are older than a moment."""
    if isinstance(column.type, Id):
        return first_id_from(moment)
    if isinstance(column.type, UtcDateTime):
        return moment
    if isinstance(column.type, Date):
        return moment.date()
    return moment.date().isoformat()[: getattr(column.type, "length", None)]


def age_of(value: Any) -> datetime | None:
    """The moment that a value of a column of ages stands for; None for none."""
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, UUID):
        return from_microseconds((value.int >> 80) * 1_000)
    if isinstance(value, str):
        value = date.fromisoformat(value + "0000-01-01"[len(value) :])
    return datetime(value.year, value.month, value.day, tzinfo=UTC)


def start_of(retention: Retention) -> dict[str, Any]:
    """The key ahead of every row, as parameters of the statements of windows."""
    return {f"after_{column.name}": _lowest(column.type) for column in retention.order}


def dump_key(retention: Retention, key: Sequence[Any]) -> str:
    """A key as text, to go on behind it later."""
    return to_json([value if isinstance(value, (int, str)) else str(value) for value in key])


def load_key(retention: Retention, text: str) -> Mapping[str, Any]:
    """The parameters of the statements of windows, from a key as text."""
    values: list[Any] = from_json(text)
    return {
        f"after_{column.name}": read_value(column.type, value)
        for column, value in zip(retention.order, values, strict=True)
    }


def is_age(type: TypeEngine[Any]) -> bool:
    """Whether columns of a type can say how old a row is."""
    return python_type(type) in (UUID, datetime, date, str)


def _lowest(type: TypeEngine[Any]) -> Any:
    lowest: dict[Any, Any] = {UUID: FIRST_ID, datetime: EARLIEST, date: date.min, str: "", int: -(2**31)}
    return lowest[python_type(type)]


def read_value(type: TypeEngine[Any], value: Any) -> Any:
    """A value of a key from its JSON form, as `dump_key` leaves it."""
    kind = python_type(type)
    if kind in (int, str):
        return value
    return UUID(value) if kind is UUID else kind.fromisoformat(value)


def python_type(type: TypeEngine[Any]) -> Any:
    """The class of the values of columns of a type."""
    if isinstance(type, Id):
        return UUID
    return datetime if isinstance(type, UtcDateTime) else type.python_type
