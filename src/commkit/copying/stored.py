"""Tables as they are stored: with the types that both databases read and write alike, whatever a column means.

A value that only one release knows, such as a word of a `Choice`, and the difference between nothing and an empty text
are copied as they are, so types that change values on their way are left out where both databases store them alike.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import JSON, Column, DateTime, Float, MetaData, Numeric, Table, Text, cast
from sqlalchemy.types import TypeDecorator, TypeEngine

Normalizer = Callable[[Any], Any]


class JsonText(TypeDecorator[str]):
    """JSON as its text: as a value of Python, the JSON null is not to be told from no value."""

    impl = Text
    cache_ok = True

    def column_expression(self, column: Any) -> Any:
        """What is selected."""
        return cast(column, Text)


def stored_table(table: Table) -> Table:
    """The same table with the types that are stored, and without what the database computes."""
    return Table(
        table.name,
        MetaData(),
        *(
            Column(
                column.name,
                stored_type(column.type),
                primary_key=column.primary_key,
                nullable=column.nullable,
                autoincrement=False,
            )
            for column in table.columns
            if column.computed is None
        ),
        schema=table.schema,
    )


def stored_type(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """The type to read and write a column by.

    Types such as `Id`, which each database stores in another way, are kept: their values are the same.
    """
    if isinstance(kind, JSON):
        return JsonText()
    differs = isinstance(kind, TypeDecorator) and (
        type(kind).load_dialect_impl is not TypeDecorator.load_dialect_impl
    )
    if isinstance(kind, TypeDecorator) and not differs:
        return stored_type(kind.impl_instance)
    return kind


def normalizers(table: Table) -> Mapping[int, Normalizer]:
    """What makes values alike that mean the same, by the number of their column; most types need nothing.

    Args:
        table: As `stored_table` gives it.
    """
    found = {
        number: next((make for kind, make in _NORMALIZERS if isinstance(column.type, kind)), None)
        for number, column in enumerate(table.columns)
    }
    return {number: make for number, make in found.items() if make is not None}


def _plain_json(text: str) -> bytes:
    return msgspec.json.encode(msgspec.json.decode(text), order="sorted")


def _plain_float(value: Any) -> float:
    return float(value) + 0.0  # SQLite knows no negative zero


def _plain_number(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _in_utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_NORMALIZERS: tuple[tuple[type[Any], Normalizer], ...] = (
    (JsonText, _plain_json),
    (Float, _plain_float),
    (Numeric, _plain_number),
    (DateTime, _in_utc),
)
