"""`python -m benchmarks.growth [--posts N]`: how many rows and bytes a thousand posts leave behind, table by table.

Members ask and answer in threads of ten posts, with the worker beside them: everybody in a thread is told of each
reply, a tenth of the posts is edited, half of the members read now and then what they were told. Bytes are those of a
table and its indexes: the difference to the database before.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from attrs import frozen
from sqlalchemy import text

from benchmarks.forum import SLUG, Forum, create_community
from commkit import Kit
from commkit.notifications import MarkAllNotificationsRead
from commkit.posts import CreateReply, CreateThread, EditPost, MarkRead, Post
from commkit.testing.postgres import PostgresServer, PostgresUnavailable

THREAD = 10
"""Posts of a thread."""
SPEAKERS = 40
"""Members who write."""
BODY = "A sentence of the usual length, as people write it when they help each other out in a hurry. " * 5

SQLITE_BYTES = (
    "SELECT m.tbl_name, SUM(d.pgsize) FROM dbstat d JOIN sqlite_master m ON m.name = d.name GROUP BY 1"
)
POSTGRES_BYTES = """\
SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'commkit%'"""


@frozen
class Size:
    """How large a table is.

    Attributes:
        rows: Its rows.
        bytes: Its bytes, with those of its indexes.
    """

    rows: int
    bytes: int


def sizes(kit: Kit) -> dict[str, Size]:
    """How large each table is, by name."""
    found: dict[str, Size] = {}
    with kit.database.engine.connect() as connection:
        statement = SQLITE_BYTES if kit.database.is_sqlite else POSTGRES_BYTES
        used = {str(name): int(size) for name, size in connection.execute(text(statement))}
        for name in sorted(used):
            if name.startswith("commkit_") and "_fts" not in name:
                rows = connection.execute(text(f'SELECT COUNT(*) FROM "{name}"')).scalar_one()
                found[name] = Size(int(rows), used[name])
    return found


def write(kit: Kit, posts: int) -> None:
    """Let members write that many posts, and the worker deliver."""
    random = Random(1)
    worker = kit.worker(purge=False)
    opening: Post | None = None
    for number in range(posts):
        who = f"user:{random.randrange(SPEAKERS)}"
        with kit.session(who, SLUG, idempotency_key=f"post {number}") as session:
            if opening is None or number % THREAD == 0:
                post = opening = session.do(CreateThread(kind="topic", title=f"Topic {number}", body=BODY))
            else:
                post = session.do(CreateReply(opening.id, BODY))
        with kit.session(who, SLUG) as session:
            session.do(MarkRead(post.id))
            if number % 10 == 5:
                session.do(EditPost(post=post.id, version=post.version, body=BODY + "Better."))
        if number % THREAD == THREAD - 1:
            worker.drain()
            with kit.session(f"user:{random.randrange(SPEAKERS // 2)}", SLUG) as session:
                session.do(MarkAllNotificationsRead())
    worker.drain()


def growth(kit: Kit, posts: int) -> dict[str, Size]:
    """What that many posts add to each table."""
    kit.migrate()
    create_community(kit)
    kit.worker(purge=False).drain()
    before = sizes(kit)
    write(kit, posts)
    return {
        name: Size(after.rows - before[name].rows, after.bytes - before[name].bytes)
        for name, after in sizes(kit).items()
    }


def databases(folder: Path) -> Iterator[tuple[str, str]]:
    """The name and the URL of a new SQLite file and, where it can be started, of a PostgreSQL database."""
    yield "SQLite", f"sqlite:///{folder / 'growth.db'}"
    try:
        with PostgresServer() as server, server.database() as url:
            yield "PostgreSQL", url
    except PostgresUnavailable as error:
        print(f"no PostgreSQL: {error}", file=sys.stderr)


def main() -> int:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--posts", type=int, default=1_000, help="how many posts are written (1000)")
    posts = parser.parse_args().posts
    kept: dict[str, list[str]] = {}
    grown: dict[str, dict[str, Size]] = {}
    with TemporaryDirectory() as folder:
        for name, url in databases(Path(folder)):
            with closing(Kit(url, plugins=[Forum()])) as kit:
                grown[name] = growth(kit, posts)
                kept = {}
                for rule in kit.retention_status():
                    kept.setdefault(rule.table, []).append(rule.name)
    print(f"| table | rows | {' | '.join(f'KB on {name}' for name in grown)} | retention |")
    print(f"|---|---|{'---|' * len(grown)}---|")
    first = next(iter(grown.values()))
    for table in sorted(first, key=lambda name: -first[name].bytes):
        if first[table].rows > 0:
            told = ", ".join(f"`{name}`" for name in kept.get(table, [])) or "-"
            used = " | ".join(f"{found[table].bytes / 1_000:,.0f}" for found in grown.values())
            print(f"| `{table}` | {first[table].rows:,} | {used} | {told} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
