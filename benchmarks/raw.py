"""The raw driver doing the same work: the same look-up, the same rows read and written, in plain SQL on one connection.

It is what a careful developer would write by hand for just this page and just this reply: no records, no generality,
ids and times left as the driver gives them; the rows of a page as dicts, since somebody has to read them by name, and
the key at which the next page starts.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import attrs
import psycopg
from uuid_utils.compat import uuid7

from commkit.posts import Post, post

LOOK_UP = """
SELECT c.community_id, c.type, c.visibility, c.archived_at, c.settings, m.id, m.role, m.trust, m.standing,
       m.standing_until, m.name, m.staff
FROM commkit_directory d
JOIN commkit_community c ON c.community_id = d.community_id
LEFT JOIN commkit_membership m ON m.community_id = c.community_id AND m.key = ?
WHERE d.slug = ?"""

_POST = """
SELECT p.id, p.thread, p.parent, p.number, p.path, p.kind, p.state, p.title, p.body, p.markup, p.tags, p.author,
       COALESCE(m.name, p.byline), COALESCE(m.staff, {false}), p.version, p.created_at, p.edited_at, p.activity_at,
       p.closed_at, p.removed_at, p.reply_count, p.answer_count, p.answer, p.score
FROM commkit_post p
LEFT JOIN commkit_membership m ON m.community_id = p.community_id AND m.id = p.author
WHERE p.community_id = ? AND p.removed_at IS NULL AND """

FIELDS = tuple(field.name for field in attrs.fields(Post))
"""The names of the columns below, in their order."""

_SEEN = """EXISTS (SELECT 1 FROM commkit_post r
                WHERE r.community_id = ? AND r.id = ? AND r.removed_at IS NULL)"""
THREAD_START = _POST + f"p.thread = ? AND {_SEEN} ORDER BY p.path LIMIT 21"
THREAD = _POST + f"p.thread = ? AND p.path > ? AND {_SEEN} ORDER BY p.path LIMIT 21"
ACTIVITY = _POST + "p.parent IS NULL ORDER BY p.activity_at DESC, p.id DESC LIMIT 21"
PARENT = _POST + f"p.id = ? AND {_SEEN}"
GROW = """
UPDATE commkit_post SET last_number = last_number + 1, reply_count = reply_count + 1, activity_at = ?
WHERE community_id = ? AND id = ? AND removed_at IS NULL RETURNING last_number"""
_COLUMNS = [column.name for column in post.columns]
ADD = f"INSERT INTO commkit_post ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
COUNT = "UPDATE commkit_membership SET post_count = post_count + 1 WHERE community_id = ? AND id = ?"
OUTBOX = "INSERT INTO commkit_outbox (community_id, id, type, fact, body, at) VALUES (?, ?, ?, ?, ?, ?)"
AUDIT = "INSERT INTO commkit_audit (community_id, id, command, member, result, at) VALUES (?, ?, ?, ?, ?, ?)"

Row = Sequence[Any]
Page = tuple[list[dict[str, Any]], Any]
"""The posts and the key of the last one."""
Execute = Callable[[str, Sequence[Any]], Any]


class RawTown:
    """The town by the raw driver.

    Args:
        execute: Runs one statement, written with `?`, and gives a cursor.
        begin: Starts a transaction; told whether it writes.
        commit: Ends it.
        id_of: A UUID as the driver wants it.
        at_of: A time as the driver wants it.
        close: Gives the connection back.
    """

    def __init__(
        self,
        execute: Execute,
        *,
        begin: Callable[[bool], object],
        commit: Callable[[], object],
        id_of: Callable[[UUID], Any],
        at_of: Callable[[datetime], Any],
        close: Callable[[], object],
    ) -> None:
        self.execute, self.begin, self.commit, self.close = execute, begin, commit, close
        self.id_of, self.at_of = id_of, at_of

    def look_up(self, actor: str, slug: str, *, roles: frozenset[str]) -> Row:
        row: Row = self.execute(LOOK_UP, (actor, slug)).fetchone()
        if row[6] not in roles or row[3] is not None or row[8] != "active":
            raise PermissionError(actor)
        return row

    def page(self, actor: str, slug: str, thread: UUID, after: bytes | None = None) -> Page:
        """A page of 20 posts with authors."""
        self.begin(False)
        here = self.look_up(actor, slug, roles=_READERS)[0]
        id = self.id_of(thread)
        if after is None:
            rows = self.execute(THREAD_START, (here, id, here, id)).fetchall()
        else:
            rows = self.execute(THREAD, (here, id, after, here, id)).fetchall()
        self.commit()
        return _named(rows), rows[19][4] if len(rows) > 20 else None

    def activity(self, actor: str, slug: str) -> Page:
        """The page of threads by activity."""
        self.begin(False)
        here = self.look_up(actor, slug, roles=_READERS)[0]
        rows = self.execute(ACTIVITY, (here,)).fetchall()
        self.commit()
        return _named(rows), (rows[19][17], rows[19][0]) if len(rows) > 20 else None

    def reply(self, actor: str, slug: str, to: UUID, body: str) -> UUID:
        """Write a reply: thread, post, the author's count, outbox and audit."""
        self.begin(True)
        found = self.look_up(actor, slug, roles=_WRITERS)
        here, me = found[0], found[5]
        to_id = self.id_of(to)
        parent = self.execute(PARENT, (here, to_id, here, to_id)).fetchone()
        now = datetime.now(UTC)
        at = self.at_of(now)
        (number,) = self.execute(GROW, (at, here, parent[1])).fetchall()[0]
        id = uuid7()
        path = parent[4] + number.to_bytes(4, "big")
        self.execute(
            ADD,
            (here, self.id_of(id), parent[1], parent[0], number, path, "reply", "open", "", body, "markdown", "", me,
             found[10], 1, at, None, None, None, None, None, 0, None, None, 0, 0),
        )  # fmt: skip
        self.execute(COUNT, (here, me))
        fact_id = uuid7()
        fact = {"id": str(fact_id), "post": str(id), "thread": str(to), "parent": str(to), "kind": "reply",
                "at": now.isoformat()}  # fmt: skip
        self.execute(OUTBOX, (here, self.id_of(fact_id), "forum", "posts.published", json.dumps(fact), at))
        self.execute(AUDIT, (here, self.id_of(uuid7()), "posts.reply", me, self.id_of(id), at))
        self.commit()
        return id


def _named(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [dict(zip(FIELDS, row, strict=True)) for row in rows[:20]]


_READERS = frozenset({"member", "steward", "owner"})
_WRITERS = _READERS


def sqlite_town(path: str) -> RawTown:
    """The town in a SQLite file, with the settings that commkit uses."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "busy_timeout = 60000"):
        connection.execute(f"PRAGMA {pragma}")
    false = {"false": "0"}
    return RawTown(
        lambda sql, values: connection.execute(sql.format(**false), values),
        begin=lambda writes: connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN"),
        commit=lambda: connection.execute("COMMIT"),
        id_of=lambda uuid: uuid.bytes,
        at_of=lambda at: int(at.timestamp() * 1_000_000),
        close=connection.close,
    )


def postgres_town(url: str) -> RawTown:
    """The town in PostgreSQL, by psycopg; the driver begins a transaction with the first statement by itself."""
    connection = psycopg.connect(url.replace("postgresql+psycopg", "postgresql"))
    texts = {
        sql: sql.format(false="false").replace("?", "%s")
        for sql in (LOOK_UP, THREAD_START, THREAD, ACTIVITY, PARENT, GROW, ADD, COUNT, OUTBOX, AUDIT)
    }
    return RawTown(
        lambda sql, values: connection.execute(texts[sql], values),
        begin=lambda writes: None,
        commit=connection.commit,
        id_of=lambda uuid: uuid,
        at_of=lambda at: at,
        close=connection.close,
    )
