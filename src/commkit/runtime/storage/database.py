"""The database: engines with the settings that keep data, transactions, and the errors drivers raise, made ours."""

import math
import sqlite3
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, StaticPool

from commkit.runtime.model.backoff import Backoff
from commkit.runtime.model.errors import Busy, CommkitError, Conflict, Invalid, StorageFull
from commkit.runtime.storage.fair_lock import FairLock
from commkit.runtime.storage.statements import Prepared, Statement, prepare
from commkit.runtime.storage.visibility import Visibility

PATIENCE = 60.0
"""Seconds a writer waits for its turn before it gives up with Busy."""

_READ_PATIENCE_MS = 10_000
_IDLE_SECONDS = 5.0
_LOCKED = Backoff(
    first=timedelta(milliseconds=1), longest=timedelta(milliseconds=20), growth=1.5, spread=(0.5, 1.5)
)
"""Between two looks at a SQLite file that another process writes to."""
_SQLITE_CONNECT = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    f"PRAGMA busy_timeout = {_READ_PATIENCE_MS}",
)
_RETRYABLE_STATES = frozenset({"40001", "40P01"})
_TOO_LARGE = "22003"
_FULL_STATES = frozenset({"53100", "53400"})

Observer = Callable[[str], None]
"""Called with the SQL of each statement that a session runs."""


class Database:
    """One database, SQLite or PostgreSQL, and the statements compiled for it.

    Args:
        url: `sqlite:///town.db`, `sqlite://` (in memory), `postgresql://user@host/name`.
        replica: The URL of a read-only copy; read-only sessions use it.
        observer: Told of each statement; for tests, logs and traces.
    """

    def __init__(
        self, url: str | URL, *, replica: str | URL | None = None, observer: Observer | None = None
    ) -> None:
        self.url = _with_driver(make_url(url))
        self.replica = _with_driver(make_url(replica)) if replica else None
        self.engine = self._connect(self.url)
        self.reader = self._connect(self.replica) if self.replica else self.engine
        self.observer = observer
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._in_memory = isinstance(self.engine.pool, StaticPool)
        self._writers = FairLock()
        self._prepared: dict[tuple[Statement[Any], str, Visibility | None], Prepared] = {}

    @property
    def dialect(self) -> Dialect:
        """What SQL the database speaks."""
        return self.engine.dialect

    def begin(self, *, read_only: bool = False) -> PoolProxiedConnection:
        """A driver's connection inside a new transaction; end it with `commit` or `rollback`.

        Raises:
            Busy: The database stayed locked by other writers.
        """
        if not self.is_sqlite:
            return self._begin_postgres(read_only=read_only)
        if read_only and not self._in_memory:
            connection = self.reader.raw_connection()
            connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]  # it was just connected
            return connection
        return self._begin_writing()

    def commit(self, connection: PoolProxiedConnection, *, read_only: bool = False) -> None:
        """Keep what the transaction did, and give the connection back."""
        try:
            connection.commit()
        except BaseException as error:
            self.rollback(connection, read_only=read_only)
            if isinstance(error, Exception):
                raise translate(error) from error
            raise
        self._end(connection, read_only=read_only)

    def rollback(self, connection: PoolProxiedConnection, *, read_only: bool = False) -> None:
        """Drop what the transaction did, and give the connection back."""
        # In an async host a cancellation may come at any of these steps, and none of them may be left out for it.
        try:
            connection.rollback()
        except BaseException as error:
            connection.invalidate()  # a lost connection has nothing to roll back, and nobody should get it again
            if not isinstance(error, Exception):
                raise
        finally:
            self._end(connection, read_only=read_only)

    def core(self, connection: PoolProxiedConnection) -> Connection:
        """A begun connection as SQLAlchemy sees it. Never close it: `commit` and `rollback` here do."""
        return Connection(self.engine, connection=connection)

    def prepared(
        self, statement: Statement[Any], dialect: Dialect, visibility: Visibility | None = None
    ) -> Prepared:
        """The statement, compiled for the dialect and the rules of a community type; the first call compiles."""
        key = (statement, dialect.driver, visibility if statement.shows else None)
        found = self._prepared.get(key)
        if found is None:
            found = self._prepared[key] = prepare(statement, dialect, visibility)
        return found

    def scrub(self, tables: Iterable[str]) -> bool:
        """Clean the database's own files of what rows held before they were changed or deleted.

        On SQLite freed pages are overwritten as they are freed (`secure_delete`); what is left is the write-ahead log,
        which is written back and emptied. On PostgreSQL the tables are vacuumed.

        Args:
            tables: Names of the tables.

        Returns:
            Whether all of it is clean; False where readers still hold on to the log: try again.
        """
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if self.is_sqlite:
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
                return not busy
            quote = self.dialect.identifier_preparer.quote
            for table in tables:
                connection.exec_driver_sql(f"VACUUM {quote(table)}")
            return True

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()
        self.reader.dispose()

    def _connect(self, url: URL) -> Engine:
        try:
            if url.get_backend_name() == "sqlite":
                return _sqlite_engine(url)
            engine = self._connect_postgres(url)
        except ValueError as error:  # such as `?timeout=soon`
            raise ArgumentError(f"a parameter of the database's URL is wrong: {error}") from error
        _ping_when_idle(engine)
        return engine

    def _connect_postgres(self, url: URL) -> Engine:
        # Every transaction is ended here, so the pool need not roll back once more.
        return create_engine(url, isolation_level="READ COMMITTED", pool_reset_on_return=None)

    def _begin_postgres(self, *, read_only: bool) -> PoolProxiedConnection:
        # The driver sends BEGIN with the first statement, READ ONLY where that is set.
        try:
            connection = (self.reader if read_only else self.engine).raw_connection()
        except PoolExhausted as error:
            raise Busy("runtime.no_connection", "all connections stayed in use; try again") from error
        except Exception as error:
            raise translate(error) from error
        if read_only:
            try:
                self._set_read_only(connection, True)
            except BaseException as error:
                self.rollback(connection, read_only=False)
                if isinstance(error, Exception):
                    raise translate(error) from error
                raise
        return connection

    def _set_read_only(self, connection: PoolProxiedConnection, value: bool | None) -> None:
        dialect: Any = self.dialect
        dialect.set_readonly(connection.dbapi_connection, value)

    def _begin_writing(self) -> PoolProxiedConnection:
        self._writers.acquire(PATIENCE)
        try:
            connection = self.engine.raw_connection()
            try:
                _begin_immediate(connection.driver_connection)
            except BaseException:
                connection.close()
                raise
            return connection
        except BaseException:
            self._writers.release()
            raise

    def _end(self, connection: PoolProxiedConnection, *, read_only: bool) -> None:
        try:
            if read_only and not self.is_sqlite and connection.is_valid:
                self._set_read_only(connection, None)
        except BaseException as error:
            connection.invalidate()
            if not isinstance(error, Exception):
                raise
        finally:
            try:
                connection.close()
            finally:
                if self.is_sqlite and (not read_only or self._in_memory):
                    self._writers.release()


def _with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def _ping_when_idle(engine: Engine) -> None:
    """Test a pooled connection before use only where it lay idle: a test for each session is a round trip for each."""

    @event.listens_for(engine, "checkin")
    def remember(_: object, record: ConnectionPoolEntry) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ping(driver: Any, record: ConnectionPoolEntry, _: object) -> None:
        if getattr(driver, "closed", False):  # by the driver itself, while a cancellation was under way
            raise DisconnectionError
        if time.monotonic() - record.info.get("idle_since", math.inf) > _IDLE_SECONDS:
            try:
                engine.dialect.do_ping(driver)
            except Exception as error:
                raise DisconnectionError from error  # the pool connects anew


def _sqlite_engine(url: URL) -> Engine:
    in_memory = url.database in (None, "", ":memory:")
    options: dict[str, Any] = {"connect_args": {"check_same_thread": False}}
    if in_memory:
        options["poolclass"] = StaticPool
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        # The driver's own transaction control opens write transactions late, as readers that then fail to upgrade:
        # lost updates and "database is locked". We say BEGIN ourselves.
        connection.isolation_level = None
        _patiently(lambda: [connection.execute(pragma) for pragma in _SQLITE_CONNECT])

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # For a host that uses the engine itself; without it each of its statements would commit at once.
        driver = connection.connection.driver_connection
        if not driver.in_transaction:  # type: ignore[union-attr]  # it is connected
            driver.execute("BEGIN")  # type: ignore[union-attr]  # see above

    return engine


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
        _patiently(lambda: driver.execute("BEGIN" if read_only else "BEGIN IMMEDIATE"))


def _begin_immediate(connection: Any) -> None:
    # SQLite's own busy handler sleeps in fixed steps, so processes collide again and again; ours has jitter.
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        _patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_READ_PATIENCE_MS}")


def _patiently(work: Callable[[], object]) -> None:
    """Run it again while SQLite says "busy", with growing, random pauses.

    Raises:
        Busy: It was busy for all of our patience.
    """
    deadline = time.monotonic() + PATIENCE
    for attempt in count(1):
        try:
            work()
            return
        except sqlite3.OperationalError as error:
            if not _is_sqlite_busy(error):
                raise
            if time.monotonic() > deadline:
                raise Busy(
                    "runtime.locked",
                    "other writers kept the database busy; try again, and if the other one is your own open "
                    "transaction, pass it: kit.session(..., connection=connection)",
                ) from error
        time.sleep(_LOCKED.pause(attempt).total_seconds())


def _is_sqlite_busy(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) or 0
    return code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _is_lost(error: Any) -> bool:
    """Whether PostgreSQL went away: psycopg says so with class 08 or 57P, or without any state."""
    if not hasattr(error, "sqlstate") or "OperationalError" not in {
        kind.__name__ for kind in type(error).__mro__
    }:
        return False
    state = error.sqlstate
    return state is None or state.startswith(("08", "57P"))


def translate(error: BaseException | None) -> Exception:
    """A driver's error as one of ours, where the caller can do something about it; else the error itself."""
    if isinstance(error, CommkitError):
        return error
    state = getattr(error, "sqlstate", None)
    sqlite_code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if state in _RETRYABLE_STATES or (error is not None and _is_sqlite_busy(error)):
        return Busy(
            "runtime.busy", "another unit was in the way; nothing was kept, try again", retryable=True
        )
    if state in _FULL_STATES or sqlite_code == sqlite3.SQLITE_FULL:
        return StorageFull("runtime.storage_full", "the database has no room left; free some and try again")
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
    return error if isinstance(error, Exception) else RuntimeError(str(error))
