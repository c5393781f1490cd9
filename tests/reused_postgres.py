"""A migrated PostgreSQL database, as new for each test: copying it would take longer than most tests do."""

from contextlib import ExitStack, suppress

import psycopg
from sqlalchemy import make_url

from commkit.testing.postgres import PostgresServer

# Of each relation what a test may have changed in it; of the rows that a migrated database has, all of them.
_SCHEMA = """
SELECT
    string_agg(concat_ws(' ', relation.oid, relname, relnatts, relchecks, relhastriggers), ' ' ORDER BY relation.oid),
    (SELECT string_agg(version::text, ' ' ORDER BY version::text) FROM commkit_version AS version)
FROM pg_class AS relation WHERE relnamespace = 'public'::regnamespace
"""
_FILLED = """
SELECT quote_ident(relname) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
    AND relname <> 'commkit_version'
"""


class ReusedDatabase:
    """One database for one test after the other.

    Args:
        server: Where it is made.
        template: The URL of a migrated database; each test finds its rows.
    """

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server = server
        self._template = template
        self._made = ExitStack()
        self._url: str | None = None
        self._schema: object = None
        self._rows: dict[str, bytes] = {}
        """Of each table with rows: what COPY writes and reads."""

    def renew(self) -> str:
        """The URL of the database with the template's rows; made anew where a test has changed its schema."""
        if self._url is not None:
            with suppress(
                psycopg.OperationalError
            ):  # a test still holds a lock: its connections are ended below
                if self._is_renewed(self._url):
                    return self._url
        self.close()
        self._url = self._made.enter_context(self._server.database(template=self._template))
        with _connect(self._url) as connection:
            self._schema = connection.execute(_SCHEMA).fetchone()
            filled = [name for (name,) in connection.execute(_FILLED)]
            self._rows = {name: _copied_out(connection, name) for name in filled}
        return self._url

    def close(self) -> None:
        """Drop it."""
        self._made.close()

    def _is_renewed(self, url: str) -> bool:
        with _connect(url) as connection:
            if connection.execute(_SCHEMA).fetchone() != self._schema:
                return False
            filled = [name for (name,) in connection.execute(_FILLED)]
            # Without the triggers of foreign keys the order of the tables is of no importance.
            deletions = [
                "SET session_replication_role = replica",
                *(f"DELETE FROM {name}" for name in filled),
            ]
            connection.execute("; ".join(deletions))
            for name, rows in self._rows.items():
                with connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                    copy.write(rows)
            return True


def _copied_out(connection: psycopg.Connection, name: str) -> bytes:
    with connection.cursor().copy(f"COPY {name} TO STDOUT") as copy:
        return b"".join(copy)


def _connect(url: str) -> psycopg.Connection:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True, options="-c lock_timeout=2s")
