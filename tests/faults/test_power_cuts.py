"""Nobody hears "done" before it is on the disk: the power may fail right after the answer."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text

from commkit import Kit
from commkit.testing.postgres import PostgresServer
from tests.faults.acknowledged_writes import grant, thread
from tests.faults.power import Disk, url_on, watched_disk
from tests.sample import create_community, new_kit

WISHES = 20


@pytest.fixture
def disk() -> Iterator[Disk]:
    with watched_disk() as disk:
        if disk is None:
            pytest.skip("this Python's SQLite hides its C interface, so no disk can be put below it")
        yield disk


def kept(path: str) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {title for (title,) in connection.execute("SELECT title FROM commkit_post")}


@pytest.mark.parametrize("synchronous", [None, "NORMAL"], ids=["as it is", "control: synchronous = NORMAL"])
def test_what_was_acknowledged_outlives_a_power_cut_on_sqlite(
    disk: Disk, sqlite_url: str, tmp_path: Path, synchronous: str | None
) -> None:
    with closing(new_kit(url_on(Path(sqlite_url.removeprefix("sqlite:///"))))) as kit:
        if synchronous:
            event.listen(
                kit.database.engine, "connect", lambda c, _: c.execute(f"PRAGMA synchronous = {synchronous}")
            )
        create_community(kit)
        lost = []
        for number in range(WISHES):
            title, _ = grant(kit, number)
            (here := tmp_path / f"cut-{number}").mkdir()
            if title not in kept(disk.after_a_power_cut(here)):
                lost.append(title)
    assert disk.syncs > 0
    assert lost == [] if synchronous is None else len(lost) == WISHES


def test_every_connection_of_a_kit_waits_for_the_disk(sqlite_kit: Kit) -> None:
    for read_only in (False, True):
        connection = sqlite_kit.database.begin(read_only=read_only)
        cursor = connection.cursor()
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        sqlite_kit.database.rollback(connection, read_only=read_only)


@pytest.fixture(scope="module")
def durable() -> Iterator[PostgresServer]:
    with PostgresServer(durable=True) as server:
        yield server


@pytest.mark.postgres
@pytest.mark.parametrize("durably", [True, False], ids=["as it is", "control: synchronous_commit = off"])
def test_what_was_acknowledged_is_flushed_on_postgres(durable: PostgresServer, *, durably: bool) -> None:
    with durable.database() as url, closing(new_kit(url)) as kit:
        kit.migrate()
        create_community(kit)
        with kit.database.engine.connect() as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                value = connection.execute(text(f"SHOW {setting}")).scalar()
                if value != "on":
                    pytest.skip(f"the given server has {setting} = {value}, which is its owner's choice")
        if not durably:
            event.listen(
                kit.database.engine,
                "checkout",
                lambda c, _, __: c.cursor().execute("SET LOCAL synchronous_commit = off"),
            )
        unflushed = 0
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as watcher:
            for number in range(WISHES):
                with kit.session("owner", "town", idempotency_key=f"k{number}") as session:
                    session.do(thread(number))
                    # All that the unit wrote lies before this place, and its commit lies behind it.
                    ((before,),) = watcher.execute("SELECT pg_current_wal_insert_lsn()")
                ((flushed,),) = watcher.execute("SELECT pg_current_wal_flush_lsn() > %s::pg_lsn", (before,))
                unflushed += not flushed
    assert unflushed == 0 if durably else unflushed > WISHES // 2
