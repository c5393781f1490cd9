"""Cursors on Django's own connections that take and give values as the drivers do, not as Django has them changed.

Django's SQLite connections turn columns declared DATE into dates, and its PostgreSQL connections leave JSON as text,
give moments in the project's time zone and write values into the SQL themselves. Statements of commkit are compiled
for the drivers as they are. Both cursors refuse to run once Django has ended its transaction: the connection would
commit each statement by itself.
"""

import sqlite3
from collections.abc import Callable
from datetime import date, time
from functools import cache, partial
from typing import Any

from commkit.runtime.storage.driver_errors import ended_inside

_CHANGED_BY_DJANGO = ("jsonb", "inet", "cidr", "timestamptz")
"""Types of PostgreSQL for which Django registers loaders of its own."""


class SqliteCursor(sqlite3.Cursor):
    """A cursor of sqlite3 whose values are as they are stored."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.row_factory = _as_stored

    def execute(self, sql: str, parameters: Any = (), /) -> "SqliteCursor":
        """Run a statement, in Django's transaction only."""
        if not self.connection.in_transaction:
            raise ended_inside()
        super().execute(sql, parameters)
        return self

    def executemany(self, sql: str, parameters: Any, /) -> "SqliteCursor":
        """Run a statement several times, in Django's transaction only."""
        if not self.connection.in_transaction:
            raise ended_inside()
        super().executemany(sql, parameters)
        return self


def _as_stored(cursor: Any, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row without what Django's converters made of its texts; a datetime is a date, too."""
    return tuple(_stored(value) if isinstance(value, date | time) else value for value in row)


def _stored(value: date | time) -> str:
    return str(value)  # with a blank between date and time, as SQLAlchemy stores it


def new_postgres_cursor(connection: Any) -> Any:
    """A cursor of psycopg that binds on the server, with psycopg's own loaders."""
    make, loaders = _postgres()
    cursor = make(connection)
    for name, loader in loaders:
        cursor.adapters.register_loader(name, loader)
    return cursor


@cache
def _postgres() -> tuple[Callable[[Any], Any], list[tuple[str, Any]]]:
    """What makes a cursor, and psycopg's own loaders; a project on SQLite has no psycopg."""
    import psycopg  # noqa: PLC0415
    from psycopg.pq import Format  # noqa: PLC0415
    from psycopg.rows import tuple_row  # noqa: PLC0415

    class PostgresCursor(psycopg.Cursor[Any]):
        """Runs in Django's transaction only."""

        def execute(self, *args: Any, **options: Any) -> Any:
            if self.connection.autocommit:
                raise ended_inside()
            return super().execute(*args, **options)

        def executemany(self, *args: Any, **options: Any) -> None:
            if self.connection.autocommit:
                raise ended_inside()
            super().executemany(*args, **options)

    types, get_loader = psycopg.adapters.types, psycopg.adapters.get_loader
    loaders = [(name, get_loader(types[name].oid, Format.TEXT)) for name in _CHANGED_BY_DJANGO]
    return partial(PostgresCursor, row_factory=tuple_row), loaders
