"""The database: its engine, its transactions, and the statements compiled for it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Connection, Dialect, Engine, column, insert, table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.pool import Pool, PoolProxiedConnection, StaticPool

from commkit.runtime.model.errors import Busy
from commkit.runtime.model.forks import renew_in_forks
from commkit.runtime.model.observers import Observers
from commkit.runtime.storage.begin import WRITE_TIMEOUT, begin_immediate
from commkit.runtime.storage.driver_errors import is_read_only, read_only_server, translate
from commkit.runtime.storage.engines import connect, create_postgres_engine, parse_url
from commkit.runtime.storage.fair_lock import FairLock
from commkit.runtime.storage.joining import Joining
from commkit.runtime.storage.prepared import Prepared, prepare
from commkit.runtime.storage.statements import Statement
from commkit.runtime.storage.visibility import Visibility

_PreparedFor = tuple[str, Visibility | None]
"""The driver, and the rules of a community type."""
_READS_ONLY = "commkit_reads_only"
_FULL_TEXT = "SELECT name FROM sqlite_master WHERE name LIKE 'commkit_%' AND sql LIKE '%USING fts5%'"
"""Noted at a connection whose server refused a write."""
StatementHook = Callable[[str], None]
"""Called with the SQL of each statement before it runs."""


class Database:
    """One database, SQLite or PostgreSQL, and the statements compiled for it.

    Args:
        url: `sqlite:///town.db`, `sqlite://` (in memory), `postgresql://user@host/name`.
        replica: The URL of a read-only copy; read-only sessions use it.
        observers: Told of each statement, and of what runs in the sessions of the Kit.

    Attributes:
        observer: For tests: called with the SQL of each statement before it runs; what it raises, the statement raises.
        is_sqlite: Whether it is SQLite, not PostgreSQL.
        in_memory: Whether it is a SQLite database in memory, which has one connection for all.
        joining: What may be given as a connection of the host.

    Raises:
        Invalid: A URL is none of a SQLite or PostgreSQL database.
    """

    def __init__(
        self, url: str | URL, *, replica: str | URL | None = None, observers: Observers | None = None
    ) -> None:
        self.url = parse_url(url)
        self.replica = parse_url(replica) if replica else None
        self.engine = connect(self.url, self._connect_postgres)
        self.reader = connect(self.replica, self._connect_postgres) if self.replica else self.engine
        self.observers = observers
        self.observer: StatementHook | None = None
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.joining = Joining(self.engine)
        self.in_memory = isinstance(self.engine.pool, StaticPool)
        self._writers = FairLock()
        self._inherited: list[Pool] = []
        renew_in_forks(self)
        # Weak: statements that are made for what somebody asks, such as filters, go when they are not asked any more.
        self._prepared: WeakKeyDictionary[Statement[Any], dict[_PreparedFor, Prepared]] = WeakKeyDictionary()

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
        if read_only and not self.in_memory:
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
            if connection.is_valid:  # SQLAlchemy may have seen itself that it is lost
                connection.invalidate()  # it has nothing to roll back, and nobody should get it again
            if not isinstance(error, Exception):
                raise
        else:
            if connection.info.get(_READS_ONLY):
                connection.invalidate()  # the next one may lead to the primary
        finally:
            self._end(connection, read_only=read_only)

    @contextmanager
    def transaction(self, *, read_only: bool = False) -> Iterator[Connection]:
        """A connection in a transaction, which is kept at the end of the block, and dropped where it fails.

        Args:
            read_only: Whether it only reads, so that there is nothing to keep.

        Raises:
            Busy: The database stayed locked, cannot be reached, or takes no writes.
        """
        connection = self.begin(read_only=read_only)
        try:
            yield self.core(connection)
        except BaseException as error:
            ours = isinstance(error, DBAPIError) and self.explain(error, connection, read_only=read_only)
            self.rollback(connection, read_only=read_only)
            if isinstance(ours, Busy):  # what else it refuses is for whoever wrote the statement
                raise ours from error
            raise
        if read_only:
            self.rollback(connection, read_only=True)
        else:
            self.commit(connection)

    def explain(self, error: Exception, connection: PoolProxiedConnection, *, read_only: bool) -> Exception:
        """What the driver raised in a transaction of ours, as one of our errors where it is one.

        A connection to a server that takes no writes is not used again once the transaction is rolled back.
        """
        if not read_only and is_read_only(error):
            connection.info[_READS_ONLY] = True
            return read_only_server()
        return translate(error)

    def core(self, connection: PoolProxiedConnection) -> Connection:
        """A begun connection as SQLAlchemy sees it. Never close it: `commit` and `rollback` here do."""
        return Connection(self.engine, connection=connection)

    def prepared(
        self, statement: Statement[Any], dialect: Dialect, visibility: Visibility | None = None
    ) -> Prepared:
        """The statement, compiled for the dialect and the rules of a community type; the first call compiles."""
        kept = self._prepared.get(statement)
        if kept is None:
            kept = self._prepared.setdefault(statement, {})
        key = (dialect.driver, visibility if statement.shows else None)
        found = kept.get(key)
        if found is None:
            found = kept[key] = prepare(statement, dialect, visibility)
        return found

    def scrub(self, tables: Iterable[str]) -> bool:
        """Clean the database's own files of what rows held before they were changed or deleted.

        On SQLite freed pages are overwritten as they are freed (`secure_delete`); what is left is in full-text indexes,
        which are merged, and in the write-ahead log, which is written back and emptied. On PostgreSQL the tables are
        vacuumed.

        Args:
            tables: Names of the tables.

        Returns:
            Whether all of it is clean; False where readers still hold on to the log: try again.
        """
        try:
            if self.is_sqlite:
                self._merge_full_text()
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                if self.is_sqlite:
                    busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
                    return not busy
                quote = self.dialect.identifier_preparer.quote
                for table in tables:
                    connection.exec_driver_sql(f"VACUUM {quote(table)}")
                return True
        except DBAPIError as error:
            raise (read_only_server() if is_read_only(error) else translate(error)) from error

    def _merge_full_text(self) -> None:
        """Merge SQLite's full-text indexes of ours into one segment each, which holds nothing of removed entries."""
        with self.engine.begin() as connection:
            names = [name for (name,) in connection.exec_driver_sql(_FULL_TEXT).all()]
            for name in names:
                connection.execute(insert(table(name, column(name))).values({name: "optimize"}))

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()
        self.reader.dispose()

    def renew_after_fork(self) -> None:
        """Connect anew, and leave the parent's connections alone: they are neither used nor closed here."""
        self._writers = FairLock()
        if not self.in_memory:  # there is no other way to what is in memory
            for engine in {self.engine, self.reader}:
                self._inherited.append(engine.pool)  # or the collector would close its connections
                engine.dispose(close=False)

    def _connect_postgres(self, url: URL) -> Engine:
        return create_postgres_engine(url)

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

    def _set_read_only(self, connection: PoolProxiedConnection, value: bool) -> None:
        # One snapshot for all of its statements, as on SQLite: what is committed meanwhile is not read with the rights
        # that the actor had when the session began.
        dialect: Any = self.dialect
        driver = connection.dbapi_connection
        dialect.set_readonly(driver, value or None)
        dialect.set_isolation_level(driver, "REPEATABLE READ" if value else "READ COMMITTED")

    def _begin_writing(self) -> PoolProxiedConnection:
        self._writers.acquire(WRITE_TIMEOUT)
        try:
            connection = self.engine.raw_connection()
            try:
                begin_immediate(connection.driver_connection)
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
                self._set_read_only(connection, False)
        except BaseException as error:
            connection.invalidate()
            if not isinstance(error, Exception):
                raise
        finally:
            try:
                connection.close()
            finally:
                if self.is_sqlite and (not read_only or self.in_memory):
                    self._writers.release()
