"""The sort keys of feedback's pages as bytes, for cursors."""

from datetime import datetime, timedelta
from uuid import UUID

from commkit.runtime.model.clock import EPOCH
from commkit.runtime.storage.pages import decode_cursor

_NUMBER_BYTES = 8
_OFFSET = 2**63
HIGHEST = 2**63 - 1
LATEST = datetime.max.replace(tzinfo=EPOCH.tzinfo)
LAST = UUID(int=2**128 - 1)
"""Behind every id."""


def id_after(cursor: str | None) -> UUID:
    """The id that a cursor stands for; the last of all where there is none."""
    return LAST if cursor is None else UUID(bytes=decode_cursor(cursor, 16))


def number_key(number: int, id: UUID) -> bytes:
    """A number and an id, in order as bytes."""
    return (number + _OFFSET).to_bytes(_NUMBER_BYTES, "big") + id.bytes


def number_after(cursor: str | None) -> tuple[int, UUID]:
    """The number and the id that a cursor stands for."""
    if cursor is None:
        return HIGHEST, LAST
    key = decode_cursor(cursor, _NUMBER_BYTES + 16)
    return int.from_bytes(key[:_NUMBER_BYTES], "big") - _OFFSET, UUID(bytes=key[_NUMBER_BYTES:])


def moment_key(moment: datetime, id: UUID) -> bytes:
    """A time and an id, in order as bytes."""
    return number_key((moment - EPOCH) // timedelta(microseconds=1), id)


def moment_after(cursor: str | None) -> tuple[datetime, UUID]:
    """The time and the id that a cursor stands for."""
    if cursor is None:
        return LATEST, LAST
    number, id = number_after(cursor)
    try:
        return EPOCH + timedelta(microseconds=number), id
    except OverflowError:
        return LATEST, id
