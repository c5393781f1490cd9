"""Column types that mean the same in every database, and the columns that every table of a community begins with."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Dialect, LargeBinary, String, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from commkit.runtime.clock import EPOCH

Processor = Callable[[Any], Any]
_MICROSECOND = timedelta(microseconds=1)


# A page repeats the ids of its thread and its authors, and pages repeat: the two memos below hold pure conversions.
@lru_cache(maxsize=65_536)
def _id_from_bytes(value: bytes) -> UUID:
    return UUID(bytes=value)


@lru_cache(maxsize=65_536)
def _moment_from_int(value: int) -> datetime:
    return EPOCH + timedelta(microseconds=value)


def _unless_none(convert: Processor) -> Processor:
    return lambda value: None if value is None else convert(value)


class Id(TypeDecorator[UUID]):
    """A UUID in 16 bytes: `uuid` on PostgreSQL, a blob on SQLite, ordered alike on both."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the column in this database."""
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        """From a UUID to what the driver takes."""
        if dialect.name == "postgresql":
            return super().bind_processor(dialect)
        return _unless_none(lambda value: value.bytes)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """From what the driver gives to a UUID."""
        if dialect.name == "postgresql":
            return super().result_processor(dialect, coltype)
        return _unless_none(_id_from_bytes)


class Moment(TypeDecorator[datetime]):
    """An aware datetime in UTC: `timestamptz` on PostgreSQL, microseconds since 1970 on SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the column in this database."""
        return dialect.type_descriptor(
            DateTime(timezone=True) if dialect.name == "postgresql" else BigInteger()
        )

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        """From a datetime to what the driver takes."""
        if dialect.name == "postgresql":
            return super().bind_processor(dialect)
        return _unless_none(lambda value: (value - EPOCH) // _MICROSECOND)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """From what the driver gives to a datetime in UTC."""
        if dialect.name == "postgresql":
            return _unless_none(lambda value: value.astimezone(UTC))
        return _unless_none(_moment_from_int)


class Words(TypeDecorator[tuple[str, ...]]):
    """A few words without spaces, such as tags, as one text: `("build", "python")` is stored as `build python`."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        """From words to one text."""
        return " ".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        """From one text to words."""
        return tuple(value.split(" ")) if value else ()


COMMUNITY = {"commkit.shard": "community"}
"""`Table.info` of a table whose rows belong to one community; `community_id` leads every key of it."""

ACCOUNT = {"commkit.shard": "id"}
"""`Table.info` of a table whose rows stand alone and are found by their primary key."""

REFERENCE = {"commkit.shard": "reference"}
"""`Table.info` of a tiny table that every shard holds whole."""


def community_id() -> Column[UUID]:
    """The column that leads the primary key of every community table."""
    return Column("community_id", Id(), primary_key=True)
