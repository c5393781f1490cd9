"""The errors that drivers raise, made ours."""

import sqlite3
from typing import Any

from sqlalchemy.exc import DBAPIError

from commkit.runtime.model.errors import Busy, CommkitError, Conflict, Invalid, StorageFull

_RETRYABLE_STATES = frozenset({"40001", "40P01"})
_REFERENCE = "23503"
_TOO_LARGE = "22003"
_LOST_SAVEPOINT_STATES = frozenset({"3B001", "25P01"})
_ENDED_INSIDE = "runtime.ended_inside"
_FULL_STATES = frozenset({"53100", "53400"})
_READ_ONLY = "25006"
_ENDED_STATES = frozenset({"25P03", "25P04", "53300"})
"""The server ended the connection because a transaction lay idle or took too long, or has no room for another one."""


def is_sqlite_busy(error: BaseException) -> bool:
    """Whether SQLite said that another connection is in the way."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_lost_savepoint(error: BaseException | None) -> bool:
    """Whether the database knows the SAVEPOINT no more: the transaction around it has been ended."""
    if isinstance(error, CommkitError):
        return error.code == _ENDED_INSIDE
    return getattr(error, "sqlstate", None) in _LOST_SAVEPOINT_STATES or "no such savepoint" in str(error)


def ended_inside() -> Conflict:
    """The host ended its transaction before the session that joined it."""
    return Conflict(
        _ENDED_INSIDE,
        "the host's transaction was ended before the session was: commit or roll back after the `with` "
        "block; what was done before a commit inside of it is kept",
    )


def _is_lost(error: Any) -> bool:
    """Whether PostgreSQL went away: psycopg says so with class 08 or 57P, or without any state."""
    if getattr(error, "sqlstate", None) in _ENDED_STATES:
        return True
    if not hasattr(error, "sqlstate") or "OperationalError" not in {
        kind.__name__ for kind in type(error).__mro__
    }:
        return False
    state = error.sqlstate
    return state is None or state.startswith(("08", "57P"))


def is_read_only(error: BaseException) -> bool:
    """Whether PostgreSQL refused a write because the transaction may only read."""
    return getattr(_unwrapped(error), "sqlstate", None) == _READ_ONLY


def read_only_server() -> Busy:
    """A server that takes no writes: a standby that is not promoted yet, or a primary that has become one."""
    return Busy(
        "runtime.read_only_server",
        "this server of the database only reads, as a standby does; lead to the primary, and try again with the same "
        "idempotency key",
    )


def _unwrapped(error: BaseException | None) -> BaseException | None:
    """The driver's own error, where SQLAlchemy has put its own around it."""
    return (error.orig or error) if isinstance(error, DBAPIError) else error


def translate(error: BaseException | None) -> Exception:
    """A driver's error as one of ours, where the caller can do something about it; else the error itself."""
    if isinstance(error, CommkitError):
        return error
    given, error = error, _unwrapped(error)
    state = getattr(error, "sqlstate", None)
    sqlite_code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if state in _RETRYABLE_STATES or (error is not None and is_sqlite_busy(error)):
        return Busy(
            "runtime.busy", "another unit was in the way; nothing was kept, try again", retryable=True
        )
    if state in _FULL_STATES or sqlite_code == sqlite3.SQLITE_FULL:
        return StorageFull("runtime.storage_full", "the database has no room left; free some and try again")
    if state == _REFERENCE or getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return Conflict(
            "runtime.reference",
            "something refers to what you delete, or what you refer to is gone; read both again, and end the one first",
        )
    if (state or "").startswith("23") or sqlite_code == sqlite3.SQLITE_CONSTRAINT:
        return Conflict("runtime.constraint", f"the database refused it: {error}")
    if state == _TOO_LARGE or isinstance(error, OverflowError):
        told = "a number is larger than the database keeps; give a smaller one"
        return Invalid.field("value", "out_of_range", told)
    if error is not None and _is_lost(error):
        return Busy(
            "runtime.connection_lost",
            f"the database cannot be reached ({str(error).partition(chr(10))[0]}); see that it runs, and try again "
            "with the same idempotency key",
        )
    return given if isinstance(given, Exception) else RuntimeError(str(given))
