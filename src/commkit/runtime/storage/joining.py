"""The host's own connection: what may be given as one, that it leads to our database, and the transaction in it."""

import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, Union
from weakref import WeakKeyDictionary, WeakSet

from sqlalchemy import Connection, Dialect, Engine
from sqlalchemy.exc import DBAPIError, InvalidRequestError, SQLAlchemyError

from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.storage.begin import retry_while_busy
from commkit.runtime.storage.driver_connections import DriverConnection, DriverProxy
from commkit.runtime.storage.driver_errors import translate

if TYPE_CHECKING:  # a host that has no ORM does not wait for its import
    from sqlalchemy.orm import Session as OrmSession
    from sqlalchemy.orm import scoped_session

HostConnection: TypeAlias = Union[Connection, "OrmSession", "scoped_session[Any]", DriverConnection]
"""What a host may give as its connection; a scoped session of any class of sessions, such as Flask-SQLAlchemy's own."""
_SAME_SERVER = (
    "SELECT pg_postmaster_start_time(), d.oid, to_regclass('commkit_community')::oid "
    "FROM pg_database AS d WHERE d.datname = current_database()"
)
_HINT = "give a SQLAlchemy Connection or ORM Session that is open"


class Joining:
    """What a database knows of hosts' connections.

    Args:
        engine: The database's own engine.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._checked: WeakSet[Engine] = WeakSet()
        self._checked_owners: WeakKeyDictionary[object, int] = WeakKeyDictionary()

    def connection(self, given: HostConnection) -> Connection:
        """The SQLAlchemy connection of what the host gave, and that it leads to this database.

        Args:
            given: A `Connection`, or an ORM `Session` (one of Flask-SQLAlchemy, too), which is flushed first; in an
                async host the session that `AsyncSession.run_sync` gives; or a `DriverConnection`.

        Raises:
            Invalid: It is something else, closed, or of another database.
            Conflict: It is a `DriverConnection` of a host that is in no transaction.
        """
        if isinstance(given, DriverConnection):
            return self._of_driver(given)
        found = _connection_of(given)
        if found.closed:
            raise _refused("closed", f"this connection is closed; {_HINT}")
        if found.engine is not self._engine and found.engine not in self._checked:
            self._check(found)
            self._checked.add(found.engine)
        return found

    def _of_driver(self, given: DriverConnection) -> Connection:
        dbapi: Any = self._engine.dialect.loaded_dbapi
        if not isinstance(given.driver, dbapi.Connection):
            theirs = type(given.driver).__module__.partition(".")[0]
            raise _refused("wrong_driver", f"it is one of {theirs}, and the Kit's is one of {dbapi.__name__}")
        given.check()
        found = given.through(self._engine)
        if self._checked_owners.get(given.owner) != id(given.driver):
            self._check(found)
            self._checked_owners[given.owner] = id(given.driver)
        return found

    def _check(self, given: Connection) -> None:
        ours, theirs = self._engine.dialect.name, given.dialect.name
        if ours != theirs:
            raise _refused(
                "wrong_database", f"it leads to a database of {theirs}, and the Kit's is one of {ours}"
            )
        try:
            with self._engine.connect() as own:
                same = _identity(own) == _identity(given)
        except DBAPIError as error:
            raise translate(error) from error
        if not same:
            raise _refused(
                "wrong_database",
                "this connection leads to another database than the Kit; give both the same one",
            )


def begin_joined(connection: Connection, *, read_only: bool) -> None:
    """Make sure that the host's connection is inside a transaction, and that SQLAlchemy knows, which ends it.

    The sqlite3 driver begins one only with the first write of its own accord: a SAVEPOINT before that would be the
    outermost one, and to release it would commit.

    Raises:
        Conflict: The connection commits each statement by itself.
    """
    if isinstance(connection.connection, DriverProxy):
        connection.connection.check()
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
    if _is_sqlite(connection.dialect) and driver.in_transaction:
        if isinstance(connection.connection, DriverProxy) and not read_only:
            _take_write_lock(driver)
    elif _is_sqlite(connection.dialect):
        begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
        if isinstance(driver, sqlite3.Connection):
            retry_while_busy(lambda: driver.execute(begin))
        else:  # an async driver, which waits by itself
            connection.exec_driver_sql(begin)


def _take_write_lock(driver: sqlite3.Connection) -> None:
    """Become the writer before anything is read, in a transaction that a framework began as a reader.

    Whoever has read before is refused the lock as soon as somebody else has written meanwhile.

    Raises:
        Busy: Another one writes, for longer than the host's connection waits, or has written meanwhile.
    """
    try:
        driver.execute("DELETE FROM commkit_community WHERE 0")  # it needs the lock, and touches no row
    except sqlite3.OperationalError as error:
        raise translate(error) from error


def _is_sqlite(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"


def _connection_of(given: object) -> Connection:
    if isinstance(given, Connection):
        return given
    if isinstance(given, Engine):
        raise _refused("wrong_type", "this is an Engine; give `engine.begin()`'s connection")
    orm = sys.modules.get("sqlalchemy.orm")  # whoever has a session has imported it
    if orm is not None and isinstance(given, orm.Session | orm.scoped_session):
        return _connection_of_session(given)
    asyncio = sys.modules.get("sqlalchemy.ext.asyncio")
    if asyncio is not None and isinstance(given, asyncio.AsyncSession | asyncio.AsyncConnection):
        raise _refused(
            "is_async",
            "this one must be awaited; run `await session.run_sync(work)`, and give what `work` gets",
        )
    raise _refused("wrong_type", f"a {type(given).__name__} is none; {_HINT}")


def _connection_of_session(session: Any) -> Connection:
    try:
        session.flush()  # so that the community's statements see what the host has added
        found: Connection = session.connection()
    except InvalidRequestError as error:  # unbound, bound to several databases, or its transaction has failed
        raise _refused("unusable_session", f"this session gives no connection ({error})") from error
    return found


def _identity(connection: Connection) -> Any:
    """What is equal for two connections to one database, and for others is not."""
    try:
        if _is_sqlite(connection.dialect):
            files = connection.exec_driver_sql("PRAGMA database_list").all()
            file = next((file for _, name, file in files if name == "main"), "")
            return str(Path(file).resolve()) if file else object()  # one in memory is nobody else's
        return tuple(connection.exec_driver_sql(_SAME_SERVER).one())
    except SQLAlchemyError as error:
        raise _refused("unusable", f"this connection answers nothing ({type(error).__name__})") from error


def _refused(code: str, hint: str) -> Invalid:
    return Invalid.field("connection", code, hint)
