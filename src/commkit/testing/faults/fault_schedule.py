"""A schedule of faults: the n-th statement or commit of a kit fails."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy.pool import PoolProxiedConnection

from commkit.kit import Kit
from commkit.runtime.storage.database import Database

COMMIT = "COMMIT"
COMMITTED = "COMMITTED"


class FaultSchedule:
    """What goes wrong, and when. Give it to `inject_faults`.

    Each statement is a step, and each commit is one, before it is made. Where `after_commit` is set, the answer to a
    commit is a step too: by then the work is kept, and who asked for it does not know yet.

    Args:
        at: The step that goes wrong; 1 is the first one, 0 none.
        act: What happens in its place: raises, or ends the process.
        after_commit: Whether the answer to a commit is a step.

    Attributes:
        steps: What was asked so far, as SQL.
    """

    def __init__(self, at: int, act: Callable[[], object], *, after_commit: bool = False) -> None:
        self.at = at
        self.act = act
        self.after_commit = after_commit
        self.steps: list[str] = []

    @property
    def triggered(self) -> bool:
        """Whether the step has come."""
        return 0 < self.at <= len(self.steps)

    def step(self, what: str) -> None:
        """Count one step; the chosen one goes wrong."""
        self.steps.append(what)
        if len(self.steps) == self.at:
            self.act()


def kill_process() -> None:
    """End this process as `kill -9` does: nothing is cleaned up, nothing is told."""
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def inject_faults(kit: Kit, schedule: FaultSchedule) -> Iterator[Kit]:
    """The same kit on connections of their own, on which a schedule of faults is played.

    Args:
        kit: One on a file or a server: a database in memory has no second connection.
        schedule: What goes wrong.
    """
    database = _FaultyDatabase(kit.database, schedule)
    try:
        yield kit.with_database(database)
    finally:
        database.close()


def disk_full_error(kit: Kit) -> Exception:
    """What the driver raises where the disk is full."""
    if not kit.database.is_sqlite:
        from psycopg.errors import DiskFull  # noqa: PLC0415  # it is an extra

        return DiskFull("could not extend file: No space left on device")
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


class _FaultyDatabase(Database):
    """A database whose connections count what is asked of them."""

    def __init__(self, original: Database, schedule: FaultSchedule) -> None:
        super().__init__(original.url, replica=original.replica)
        self.observer = original.observer
        if self.in_memory:
            self.close()
            raise ValueError("a database in memory has no second connection; make the kit on a file")
        self._schedule = schedule

    def begin(self, *, read_only: bool = False) -> PoolProxiedConnection:
        real = super().begin(read_only=read_only)
        return cast("PoolProxiedConnection", _Connection(real, self._schedule))

    def commit(self, connection: PoolProxiedConnection, *, read_only: bool = False) -> None:
        super().commit(connection, read_only=read_only)
        if self._schedule.after_commit:
            self._schedule.step(COMMITTED)


class _Connection:
    """A driver's connection, whose commits and cursors are counted."""

    def __init__(self, real: PoolProxiedConnection, schedule: FaultSchedule) -> None:
        self._real = real
        self._schedule = schedule

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def cursor(self, *args: Any, **words: Any) -> Any:
        return _Cursor(self._real.cursor(*args, **words), self._schedule)

    def commit(self) -> None:
        self._schedule.step(COMMIT)
        self._real.commit()


class _Cursor:
    """A driver's cursor, whose statements are counted before they run."""

    def __init__(self, real: Any, schedule: FaultSchedule) -> None:
        self._real = real
        self._schedule = schedule

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._real)

    def execute(self, sql: Any, *args: Any) -> Any:
        self._schedule.step(str(sql))
        return self._real.execute(sql, *args)

    def executemany(self, sql: Any, *args: Any) -> Any:
        self._schedule.step(str(sql))
        return self._real.executemany(sql, *args)
