"""How transactions begin: with retries on SQLite, and inside of the host's own."""

import sqlite3
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import Connection

from commkit.runtime.model.backoff import Backoff
from commkit.runtime.model.errors import Busy, Conflict
from commkit.runtime.storage.driver_errors import is_sqlite_busy

WRITE_TIMEOUT = 60.0
"""Seconds a writer waits for its turn before it gives up with Busy."""

READ_TIMEOUT_MS = 10_000
"""Milliseconds that a reader waits for a SQLite file."""

_LOCKED = Backoff(
    first=timedelta(milliseconds=1), longest=timedelta(milliseconds=20), growth=1.5, spread=(0.5, 1.5)
)
"""Between two looks at a SQLite file that another process writes to."""


def begin_joined(connection: Connection, *, read_only: bool) -> None:
    """Make sure that the host's connection is inside a transaction, and that SQLAlchemy knows, which ends it.

    The sqlite3 driver begins one only with the first write of its own accord: a SAVEPOINT before that would be the
    outermost one, and to release it would commit.
    """
    driver: Any = connection.connection.driver_connection
    if (
        connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT"
        or getattr(driver, "autocommit", None) is True
    ):
        raise Conflict(
            "runtime.autocommit",
            "this connection commits each statement by itself; give one that is in a transaction",
        )
    if not connection.in_transaction():
        connection.begin()
    if isinstance(driver, sqlite3.Connection) and not driver.in_transaction:
        retry_while_busy(lambda: driver.execute("BEGIN" if read_only else "BEGIN IMMEDIATE"))


def begin_immediate(connection: Any) -> None:
    """Begin a transaction that writes, as soon as the other processes let us.

    Raises:
        Busy: They did not within `WRITE_TIMEOUT`.
    """
    # SQLite's own busy handler sleeps in fixed steps, so processes collide again and again; ours has jitter.
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        retry_while_busy(lambda: connection.execute("BEGIN IMMEDIATE"))
    finally:
        connection.execute(f"PRAGMA busy_timeout = {READ_TIMEOUT_MS}")


def retry_while_busy(work: Callable[[], object]) -> None:
    """Run it again while SQLite says "busy", with growing, random pauses.

    Raises:
        Busy: It was busy for all of `WRITE_TIMEOUT`.
    """
    deadline = time.monotonic() + WRITE_TIMEOUT
    for attempt in count(1):
        try:
            work()
            return
        except sqlite3.OperationalError as error:
            if not is_sqlite_busy(error):
                raise
            if time.monotonic() > deadline:
                raise Busy(
                    "runtime.locked",
                    "other writers kept the database busy; try again, and if the other one is your own open "
                    "transaction, pass it: kit.session(..., connection=connection)",
                ) from error
        time.sleep(_LOCKED.pause(attempt).total_seconds())
