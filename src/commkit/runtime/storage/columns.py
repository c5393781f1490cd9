"""Column types that mean the same in every database, and the columns that every table of a community begins with."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Dialect, LargeBinary, String, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from commkit.runtime.model.clock import MICROSECOND, from_microseconds, to_microseconds
from commkit.runtime.storage.personal import plain


# A page repeats the ids of its thread and its authors, and pages repeat: these memos hold pure conversions.
@lru_cache(maxsize=65_536)
def _id_from_bytes(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)


@lru_cache(maxsize=65_536)
def _moment_from_int(value: int | None) -> datetime | None:
    return None if value is None else from_microseconds(value)


@lru_cache(maxsize=65_536)
def _words_from_text(value: str | None) -> tuple[str, ...]:
    return tuple(value.split(" ")) if value else ()


def _bytes_from_id(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _int_from_moment(value: datetime | None) -> int | None:
    return None if value is None else to_microseconds(value)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class Id(TypeDecorator[UUID]):
    """A UUID in 16 bytes: `uuid` on PostgreSQL, a blob on SQLite, ordered alike on both.

    Columns of a host that hold ids of ours have this type, too: then both can be joined in either database.
    SQLAlchemy's own `Uuid` keeps text in SQLite, which is equal to no blob.
    """

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the column in this database."""
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    def bind_processor(self, dialect: Dialect) -> Any:
        """From a UUID to what the driver takes."""
        if dialect.name == "postgresql":
            return super().bind_processor(dialect)
        return _bytes_from_id

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """From what the driver gives to a UUID."""
        if dialect.name == "postgresql":
            return super().result_processor(dialect, coltype)
        return _id_from_bytes


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC: `timestamptz` on PostgreSQL, microseconds since 1970 on SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the column in this database."""
        return dialect.type_descriptor(
            DateTime(timezone=True) if dialect.name == "postgresql" else BigInteger()
        )

    def bind_processor(self, dialect: Dialect) -> Any:
        """From a datetime to what the driver takes."""
        if dialect.name == "postgresql":
            return super().bind_processor(dialect)
        return _int_from_moment

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """From what the driver gives to a datetime in UTC."""
        if dialect.name == "postgresql":
            return _in_utc
        return _moment_from_int


class Duration(TypeDecorator[timedelta]):
    """A duration as whole microseconds, alike in every database."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """From a duration to microseconds."""
        return lambda value: None if value is None else value // MICROSECOND

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """From microseconds to a duration."""
        return lambda value: None if value is None else timedelta(microseconds=value)


class Words(TypeDecorator[tuple[str, ...]]):
    """A few words without spaces, such as tags, as one text: `("build", "python")` is stored as `build python`."""

    impl = String
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """From words to one text."""
        return lambda value: " ".join(value or ())

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """From one text to words."""
        return _words_from_text


class Choice(TypeDecorator[StrEnum]):
    """One of a few words, kept as text, so that a word can be added without touching the table.

    Args:
        words: The enumeration.
    """

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__(16)
        self.words = words

    def bind_processor(self, dialect: Dialect) -> Any:
        """From a word to text."""
        return lambda value: None if value is None else str(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """From text to a word."""
        known: dict[str | None, StrEnum | None] = {str(word): word for word in self.words}
        known[None] = None
        return known.__getitem__


COMMUNITY = {"commkit.shard": "community"}
"""`Table.info` of a table whose rows belong to one community; `community_id` leads every key of it."""

ACCOUNT = {"commkit.shard": "id"}
"""`Table.info` of a table whose rows stand alone and are found by their primary key."""

REFERENCE = {"commkit.shard": "reference"}
"""`Table.info` of a tiny table that every shard holds whole."""

NOT_EVIDENCE = {"commkit.evidence": False}
"""Added to the `Table.info` of copies, such as a search index, and of what only works: tokens, invitations, commands
that wait. No hold of what a member wrote keeps rows of it."""


def community_id() -> Column[UUID]:
    """The column that leads the primary key of every community table."""
    return Column("community_id", Id(), primary_key=True, info=plain("The community it belongs to."))
