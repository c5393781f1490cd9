"""The engines of SQLite and PostgreSQL, with the settings that keep data."""

import math
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from commkit.runtime.model.errors import Invalid
from commkit.runtime.storage.begin import READ_TIMEOUT_MS, retry_while_busy

_DRIVERS = frozenset({"sqlite", "sqlite+pysqlite", "postgresql+psycopg"})
_SQLITE_PARAMETERS = frozenset({"timeout", "cached_statements"})
"""Those that a host may set: the others are set here."""
_IDLE_SECONDS = 5.0
_SQLITE_CONNECT = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    f"PRAGMA busy_timeout = {READ_TIMEOUT_MS}",
)


def parse_url(url: str | URL) -> URL:
    """The URL of a database, with the driver that we speak to it with.

    Raises:
        Invalid: It is none, or one of another database.
    """
    if isinstance(url, Engine):
        raise _bad_url("this is an engine, and commkit makes its own: give it `engine.url`")
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):  # such as a port that is not a number
        raise _bad_url("this is no URL of a database") from None
    if made.drivername in ("postgresql", "postgres"):
        return made.set(drivername="postgresql+psycopg")
    if made.drivername not in _DRIVERS:
        raise _bad_url(f"commkit does not run on {made.drivername!r}")
    return made


def create_postgres_engine(url: URL) -> Engine:
    """Make the engine of a PostgreSQL database."""
    return create_engine(without_pooler(url), **postgres_options(url))


def postgres_options(url: URL) -> dict[str, Any]:
    """What an engine of PostgreSQL is made with, async or not.

    Raises:
        Invalid: `pooler` is something else than `transaction`.
    """
    # Every transaction is ended by `Database`, so the pool need not roll back once more.
    options: dict[str, Any] = {"isolation_level": "READ COMMITTED", "pool_reset_on_return": None}
    pooler = url.query.get("pooler")
    if pooler not in (None, "transaction"):
        raise _bad_url(f"`pooler` is 'transaction' or left out, not {pooler!r}")
    if pooler:  # a statement that was prepared in one transaction is not there in the next
        options["connect_args"] = {"prepare_threshold": None}
    return options


def without_pooler(url: URL) -> URL:
    """The URL as the driver takes it."""
    return url.difference_update_query(["pooler"])


def connect(url: URL, connect_postgres: Callable[[URL], Engine]) -> Engine:
    """Make the engine of a database.

    Args:
        url: Where it is.
        connect_postgres: Makes the engine of one that is no SQLite file.

    Raises:
        Invalid: A parameter of the URL is wrong, or the driver of PostgreSQL is missing.
    """
    try:
        if url.get_backend_name() == "sqlite":
            _check_file(url)
            return _sqlite_engine(url)
        engine = connect_postgres(url)
    except ValueError as error:  # such as `?timeout=soon`
        raise _bad_url(f"a parameter of it is wrong ({error})") from error
    except ModuleNotFoundError as error:
        told = "PostgreSQL needs its driver; run: pip install 'commkit[postgres]'"
        raise Invalid.field("url", "no_driver", told) from error
    _ping_when_idle(engine)
    return engine


def _check_file(url: URL) -> None:
    """Refuse a SQLite file that cannot be there, and parameters that would be ignored.

    Raises:
        Invalid: Its folder is not there, it is a folder itself, or a parameter is unknown.
    """
    if url.query.get("uri"):
        return  # the name is a URI of SQLite's own
    if url.host:
        raise _bad_url(
            "before the file of a SQLite database stand three slashes, and four before an absolute path"
        )
    if unknown := sorted(url.query.keys() - _SQLITE_PARAMETERS):
        known = ", ".join(sorted(_SQLITE_PARAMETERS))
        raise _bad_url(f"SQLite has no parameter {', '.join(unknown)}, only {known}")
    if url.database in (None, "", ":memory:"):
        return
    file = Path(str(url.database))
    if file.is_dir():
        raise _bad_url(f"{file} is a folder; name a file in it")
    if not file.parent.is_dir():
        raise _bad_url(f"there is no folder {file.parent} for the database; create it first")


def _bad_url(why: str) -> Invalid:
    return Invalid.field("url", "bad_url", f"{why}; use sqlite:///file.db or postgresql://user@host/name")


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
        retry_while_busy(lambda: [connection.execute(pragma) for pragma in _SQLITE_CONNECT])

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # For a host that uses the engine itself; without it each of its statements would commit at once.
        driver = connection.connection.driver_connection
        if not driver.in_transaction:  # type: ignore[union-attr]  # it is connected
            driver.execute("BEGIN")  # type: ignore[union-attr]  # see above

    return engine
