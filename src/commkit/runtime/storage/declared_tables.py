"""What tables declare, as values that can be kept in the database: enough to export and erase without the code.

A plugin's tables stay when the plugin goes. What their columns are for, and whom they are about, is code; so a
migration keeps a copy of it, and from the copy the tables are made again.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from attrs import evolve, frozen
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
)
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from commkit.runtime.storage.columns import Choice, Duration, Id, UtcDateTime, Words
from commkit.runtime.storage.personal import Declared, Erasure, declare, declared
from commkit.runtime.values.serialization import load

_TYPES: dict[str, tuple[tuple[type[TypeEngine[Any]], ...], Callable[[], TypeEngine[Any]]]] = {
    "id": ((Id,), Id),
    "moment": ((UtcDateTime,), UtcDateTime),
    "duration": ((Duration,), Duration),
    "words": ((Words,), Words),
    "text": ((Choice, String), Text),
    "boolean": ((Boolean,), Boolean),
    "float": ((Float,), Float),
    "number": ((Numeric,), Numeric),
    "date": ((Date,), Date),
    "bytes": ((LargeBinary,), LargeBinary),
    "integer": ((Integer,), BigInteger),
}
"""By the word for a type of column: the classes it stands for, the first that fits, and what is made of it again."""
_LEADING = "community_id"
_VALUES: dict[str, Any] = {"id": UUID, "moment": datetime, "duration": timedelta, "date": date}


@frozen(kw_only=True)
class DeclaredColumn:
    """A column and what it says of itself.

    Attributes:
        name: Its name.
        type: A word for its type; empty for one that is not known here, whose values are as the driver gives them.
        nullable: Whether it may hold nothing.
        key: Whether it is a part of the primary key.
        declared: What it says of itself.
    """

    name: str
    type: str
    nullable: bool
    key: bool
    declared: Declared


@frozen
class DeclaredTable:
    """A table and what its columns say of themselves.

    Attributes:
        name: Its name.
        columns: Its columns, in order.
    """

    name: str
    columns: tuple[DeclaredColumn, ...]


def describe_table(table: Table) -> DeclaredTable:
    """What a table declares."""
    return DeclaredTable(table.name, tuple(_describe(column) for column in table.columns))


def referred_table(column: Column[Any]) -> str:
    """The name of the table of which a column alone holds ids of rows, by a foreign key or without; empty for none."""
    about = declared(column)
    if about is not None and about.refers:
        return about.refers
    for key in column.foreign_keys:
        constraint = key.constraint
        if constraint is not None and all(
            its is column or its.name == _LEADING for its in constraint.columns
        ):
            return constraint.referred_table.name
    return ""


def tables_of(described: Iterable[DeclaredTable]) -> tuple[Table, ...]:
    """The tables again, for statements that export and erase: without foreign keys and indexes.

    What each column refers to stands in its declaration.
    """
    metadata = MetaData()
    return tuple(Table(its.name, metadata, *map(_column, its.columns)) for its in described)


def _describe(column: Column[Any]) -> DeclaredColumn:
    about = declared(column)
    assert about is not None  # a Kit with such a column is not built
    return DeclaredColumn(
        name=column.name,
        type=_word_for(column.type),
        nullable=bool(column.nullable),
        key=column.primary_key,
        declared=evolve(about, refers=referred_table(column)),
    )


def _column(described: DeclaredColumn) -> Column[Any]:
    about = described.declared
    if about.erasure is Erasure.BLANK and not described.nullable:
        about = evolve(about, blank=_value(described.type, about.blank))
    return Column(
        described.name,
        _type(described.type),
        nullable=described.nullable,
        primary_key=described.key,
        info=declare(about),
    )


def _word_for(type: TypeEngine[Any]) -> str:
    for word, (classes, _) in _TYPES.items():
        if isinstance(type, classes):
            return word
    if isinstance(type, TypeDecorator):  # a plugin's own: what the database holds of it
        return _word_for(type.impl_instance)
    return ""


def _type(word: str) -> TypeEngine[Any]:
    return _TYPES[word][1]() if word in _TYPES else NullType()


def _value(word: str, value: Any) -> Any:
    if word == "words":
        return tuple(value or ())
    return load(_VALUES[word], value) if value is not None and word in _VALUES else value
