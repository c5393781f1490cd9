"""The raw driver: one connection, on which the same work is done in plain SQL.

What is done by hand beside each measure is what a careful developer would write for just that: no records, no
generality; ids and times are decoded where somebody reads them.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg
from uuid_utils.compat import uuid7

LOOK_UP = """
SELECT c.community_id, c.type, c.visibility, c.archived_at, c.settings, m.id, m.role, m.trust_level, m.status,
       m.restricted_until, m.name, m.staff
FROM commkit_directory d
JOIN commkit_community c ON c.community_id = d.community_id
LEFT JOIN commkit_membership m ON m.community_id = c.community_id AND m.key = ?
WHERE d.slug = ?"""
HERE = "SELECT community_id, type, archived_at, settings, slug, title FROM commkit_community WHERE community_id = ?"
OUTBOX = "INSERT INTO commkit_outbox (community_id, id, type, fact, body, at) VALUES (?, ?, ?, ?, ?, ?)"
AUDIT = "INSERT INTO commkit_audit (community_id, id, command, member, result, at) VALUES (?, ?, ?, ?, ?, ?)"

PRAGMAS = ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "busy_timeout = 60000")
"""How SQLite is set for every side: as commkit sets it."""
Row = Sequence[Any]
_MEMBERS = frozenset({"member", "steward", "owner"})


class RawDatabase:
    """The town by the raw driver.

    Args:
        run: Runs one statement in the database's own words, and gives a cursor.
        begin: Starts a transaction; told whether it writes.
        commit: Ends it.
        close: Gives the connection back.

    Attributes:
        is_sqlite: Which of the two databases it is.
    """

    def __init__(
        self,
        run: Callable[[str, Sequence[Any]], Any],
        *,
        begin: Callable[[bool], object],
        commit: Callable[[], object],
        close: Callable[[], object],
        is_sqlite: bool,
    ) -> None:
        self._run, self.begin, self.commit, self.close = run, begin, commit, close
        self.is_sqlite = is_sqlite
        self._texts: dict[str, str] = {}

    def execute(self, sql: str, values: Sequence[Any]) -> Any:
        """Run one statement, written with `?` and `{false}`; gives a cursor."""
        text = self._texts.get(sql)
        if text is None:
            false, true = ("0", "1") if self.is_sqlite else ("false", "true")
            text = sql.replace("{false}", false).replace("{true}", true)
            text = self._texts[sql] = text if self.is_sqlite else text.replace("?", "%s")
        return self._run(text, values)

    def id_of(self, id: UUID) -> Any:
        """An id as the driver wants it."""
        return id.bytes if self.is_sqlite else id

    def uuid_of(self, value: Any) -> UUID:
        """An id as the driver gives it."""
        return UUID(bytes=value) if self.is_sqlite else value

    def at_of(self, at: datetime) -> Any:
        """A time as the driver wants it."""
        return int(at.timestamp() * 1_000_000) if self.is_sqlite else at

    def day_of(self, at: datetime) -> Any:
        """A day as the driver wants it."""
        day: date = at.date()
        return day.isoformat() if self.is_sqlite else day

    def run_among(self, sql: str, before: Sequence[Any], ids: Sequence[Any], after: Sequence[Any]) -> Any:
        """Run a statement with ` IN {ids}` in it: a list on SQLite, one array on PostgreSQL."""
        if self.is_sqlite:
            text = sql.replace("IN {ids}", f"IN ({','.join('?' * len(ids))})")
            return self.execute(text, (*before, *ids, *after))
        return self.execute(sql.replace("IN {ids}", "= ANY(?)"), (*before, list(ids), *after))

    def look_up(self, actor: str, slug: str) -> Row:
        """The community and the actor's membership; refuses who is no member."""
        row: Row = self.execute(LOOK_UP, (actor, slug)).fetchone()
        if row[6] not in _MEMBERS or row[3] is not None or row[8] != "active":
            raise PermissionError(actor)
        return row

    def here(self, community: Any) -> Row:
        """The community, for the host itself."""
        row: Row = self.execute(HERE, (community,)).fetchone()
        return row

    def tell(self, here: Any, name: str, now: datetime, **fields: object) -> None:
        """Write a fact into the outbox."""
        id = uuid7()
        body = {"id": str(id), "at": now.isoformat(), **fields}
        values = (here, self.id_of(id), "forum", name, json.dumps(body, default=str), self.at_of(now))
        self.execute(OUTBOX, values)

    def audit(
        self, here: Any, command: str, now: datetime, *, member: Any = None, result: Any = None
    ) -> None:
        """Write the audit row."""
        self.execute(AUDIT, (here, self.id_of(uuid7()), command, member, result, self.at_of(now)))

    def run_all(self, statements: Iterable[str]) -> None:
        """Run statements of upkeep, each by itself."""
        for statement in statements:
            self.begin(True)
            self.execute(statement, ())
            self.commit()


def analyse(url: str) -> None:
    """Do what PostgreSQL does by itself a while after so many rows came in."""
    with psycopg.connect(_address(url), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def raw_sqlite(path: str) -> RawDatabase:
    """The town in a SQLite file, with the settings that commkit uses."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return RawDatabase(
        connection.execute,
        begin=lambda writes: connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN"),
        commit=lambda: connection.execute("COMMIT"),
        close=connection.close,
        is_sqlite=True,
    )


def raw_postgres(url: str) -> RawDatabase:
    """The town in PostgreSQL, by psycopg; the driver begins a transaction with the first statement by itself."""
    connection = psycopg.connect(_address(url))

    def run(sql: str, values: Sequence[Any]) -> Any:
        # A plan kept for all words is a bad one for some, by hand too.
        return connection.execute(sql, values, prepare=False if "to_tsquery" in sql else None)

    return RawDatabase(
        run,
        begin=lambda writes: None,
        commit=connection.commit,
        close=connection.close,
        is_sqlite=False,
    )


def _address(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")
