"""How transactions begin on SQLite: with retries."""

import sqlite3
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from commkit.runtime.model.backoff import Backoff
from commkit.runtime.model.errors import Busy
from commkit.runtime.storage.driver_errors import is_sqlite_busy

WRITE_TIMEOUT = 60.0
"""Seconds a writer waits for its turn before it gives up with Busy."""

READ_TIMEOUT_MS = 10_000
"""Milliseconds that a reader waits for a SQLite file."""

_LOCKED = Backoff(
    first=timedelta(milliseconds=1), longest=timedelta(milliseconds=20), growth=1.5, spread=(0.5, 1.5)
)
"""Between two looks at a SQLite file that another process writes to."""


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
