"""What a SQLite file needs to be kept well."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from commkit.diagnosis.records import Diagnosis, fault, ok, warning
from commkit.kit import Kit

LEAST_FREE = 1 << 30
"""Bytes that should be free on the disk."""


def check_sqlite(kit: Kit) -> Iterator[Diagnosis]:
    """The file, its journal and its disk."""
    database = kit.database
    if database.in_memory:
        yield _in_memory()
        return
    with database.engine.connect() as connection:
        file = _file(connection)
        if file is None:
            yield _in_memory()
            return
        journal = connection.execute(text("PRAGMA journal_mode")).scalar_one()
        damage = _damage(connection)
    if damage == ["ok"]:
        yield ok("sqlite.damage", "the file is whole")
    else:
        yield fault(
            "sqlite.damage", f"the file is damaged: {'; '.join(damage)}", "restore it: docs/how-to/operate.md"
        )
    if journal == "wal":
        yield ok("sqlite.journal", "readers and the writer do not wait for each other")
    else:
        yield warning(
            "sqlite.journal",
            f"the journal is {journal!r}, not WAL: readers wait for the writer",
            "keep the file on a local disk, where WAL works",
        )
    yield _disk(file)


def _in_memory() -> Diagnosis:
    return fault(
        "sqlite.memory",
        "the database is in memory: everything is lost when the process ends",
        "give the Kit a file: sqlite:///town.db",
    )


def _file(connection: Connection) -> Path | None:
    """The file as SQLite itself knows it: a URL may name it by a URI of SQLite's own. None where there is none."""
    rows = connection.execute(text("PRAGMA database_list"))
    found: str = next((file for _, name, file in rows if name == "main"), "")
    return Path(found) if found else None


def _damage(connection: Connection) -> list[str]:
    try:
        return [row[0] for row in connection.execute(text("PRAGMA quick_check(3)"))]
    except DatabaseError as error:
        return [str(error.orig)]


def _disk(file: Path) -> Diagnosis:
    free, size = shutil.disk_usage(file.parent).free, file.stat().st_size
    if free < max(LEAST_FREE, size // 5):
        return warning(
            "sqlite.disk",
            f"{free / 2**30:.1f} GiB are free beside a file of {size / 2**30:.1f} GiB",
            "free some: a full disk refuses every command",
        )
    return ok("sqlite.disk", f"{free / 2**30:.0f} GiB are free")
