"""The doctor finds each mistake that it names, and says nothing of what is well."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, text

from commkit import Feature, Kit
from commkit.diagnosis import Diagnosis, Level, diagnose
from commkit.diagnosis.sqlite import check_sqlite
from commkit.posts import CreateThread
from commkit.runtime.model.clock import system_clock
from commkit.runtime.storage.tables import outbox
from commkit.storage import plain
from commkit.testing.postgres import PostgresServer
from tests.adapters.running import commkit
from tests.runtime.plugins import Plugin
from tests.sample import Sample, create_community, new_kit


def found(kit: Kit, name: str) -> Diagnosis:
    """The worst that was found under a name."""
    worst = [Level.OK, Level.WARNING, Level.FAULT]
    chosen = [each for each in diagnose(kit) if each.name == name or each.name.startswith(f"{name}.")]
    return max(chosen, key=lambda each: worst.index(each.level))


def an_hour_later() -> datetime:
    """A clock."""
    return system_clock() + timedelta(hours=1)


def asked(kit: Kit) -> None:
    """Something for the worker to do."""
    create_community(kit, members=("ada",))
    with kit.session("ada", "town") as session:
        session.do(CreateThread(kind="question", title="Why?", body="I wonder."))


def test_a_new_application_has_no_faults_and_is_told_what_it_left_out(kit: Kit) -> None:
    all_found = diagnose(kit)
    # The server of the tests keeps nothing through a crash, so that they are quick.
    assert {each.name for each in all_found if each.level is Level.FAULT} <= {"postgres.durable"}
    missing = {each.name for each in all_found if each.level is Level.WARNING}
    assert {"kit.names", "kit.mail", "kit.files", "kit.rates"} <= missing
    assert all(each.remedy for each in all_found if each.level is not Level.OK)
    for name in ("schema", "worker.behind", "retention"):
        assert found(kit, name).level is Level.OK


def test_a_worker_that_does_not_run_is_missed(url: str) -> None:
    with closing(new_kit(url)) as kit, closing(new_kit(url, clock=an_hour_later)) as later:
        asked(kit)
        assert found(kit, "worker.behind").level is Level.OK
        assert "wait for a worker, the oldest for 0 min" in found(kit, "worker.behind").told
        assert found(later, "worker.behind").level is Level.FAULT
        kit.worker().drain()
        assert found(later, "worker.behind").level is Level.OK
        assert found(later, "worker.behind").told == "nothing waits for a worker"


def test_old_rows_that_nobody_deletes_are_missed(kit: Kit) -> None:
    asked(kit)
    kit.worker().drain()
    assert found(kit, "retention").level is Level.OK
    with kit.database.engine.begin() as connection:
        long_ago = kit.clock() - timedelta(days=60)
        connection.execute(text("DELETE FROM commkit_delivery"))
        connection.execute(outbox.update().values(at=long_ago, routed_at=long_ago))
    assert found(kit, "retention").level is Level.WARNING


def test_a_database_that_was_not_migrated_is_a_fault(tmp_path: Path) -> None:
    with closing(Kit(f"sqlite:///{tmp_path / 'new.db'}", plugins=[Sample()])) as kit:
        assert found(kit, "schema").level is Level.FAULT
        assert not [each for each in diagnose(kit) if each.name.startswith("worker")]


def test_a_table_without_a_migration_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else says so before somebody reads it: migrations run, and know nothing of it."""
    (tmp_path / "club_migrations").mkdir()
    (tmp_path / "club_migrations/__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    bells = MetaData()
    Table("commkit_club_bell", bells, Column("id", Integer, primary_key=True, info=plain("The bell.")))
    club = Plugin([Feature("club.bells", tables=bells, migrations="club_migrations")], name="club")
    url = f"sqlite:///{tmp_path / 'town.db'}"
    with closing(Kit(url, plugins=[Sample()])) as kit:
        kit.migrate()
        assert found(kit, "schema").level is Level.OK
    with closing(Kit(url, plugins=[Sample(), club])) as kit:
        assert kit.migrate() == ()
        told = found(kit, "schema")
    assert told.level is Level.FAULT
    assert "commkit_club_bell of club.bells" in told.told
    assert "commkit new-revision club" in told.remedy


def test_a_database_in_memory_is_a_fault() -> None:
    with closing(new_kit("sqlite://")) as kit:
        kit.migrate()
        assert found(kit, "sqlite").level is Level.FAULT


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    file = tmp_path / "town.db"
    with closing(new_kit(f"sqlite:///{file}")) as kit:
        kit.migrate()
        asked(kit)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        page = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'commkit_post' AND type = 'table'"
        ).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    data = bytearray(file.read_bytes())
    data[page * size - 200 : page * size] = b"\xff" * 200
    data[(page - 1) * size + 8 : (page - 1) * size + 40] = b"\xff" * 32
    file.write_bytes(data)
    with closing(new_kit(f"sqlite:///{file}")) as kit:
        assert found(kit, "sqlite.damage").level is Level.FAULT


@pytest.fixture(scope="module")
def careless() -> Iterator[str]:
    """A server that may lose what it acknowledged."""
    with PostgresServer() as server, server.database() as url:
        yield url


@pytest.mark.postgres
def test_settings_of_the_server_that_lose_data_are_found(careless: str) -> None:
    with closing(new_kit(careless)) as kit:
        assert found(kit, "postgres.durable").level is Level.FAULT
        assert found(kit, "postgres.encoding").level is Level.OK
        assert found(kit, "postgres.clock").level is Level.OK
        assert found(kit, "postgres.pooler").level is Level.OK
        assert found(kit, "postgres.role").level is Level.WARNING


@pytest.mark.postgres
def test_a_clock_that_is_wrong_is_found(careless: str) -> None:
    with closing(new_kit(careless, clock=an_hour_later)) as kit:
        assert found(kit, "postgres.clock").level is Level.WARNING


@pytest.mark.postgres
def test_a_replica_that_is_none_is_found(careless: str) -> None:
    with closing(new_kit(careless, replica=careless)) as kit:
        assert found(kit, "postgres.replica").level is Level.WARNING
    with closing(new_kit(careless, replica="postgresql://nobody@127.0.0.1:1/none")) as kit:
        assert found(kit, "postgres.replica").level is Level.FAULT


def test_the_command_line_tells_and_fails_where_something_is_wrong(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'town.db'}"
    commkit("migrate", "--database", url)
    well = commkit("doctor", "--database", url)
    assert (well.returncode, "the file is whole" in well.stdout) == (0, True)
    with sqlite3.connect(tmp_path / "town.db") as connection:
        connection.execute("DROP TABLE commkit_version")
    connection.close()
    ill = commkit("doctor", "--database", url, "--json")
    assert (ill.returncode, '"well": false' in ill.stdout) == (1, True)


@pytest.mark.parametrize("query", ["uri=true", "mode=rw&uri=true"])
def test_a_file_that_a_uri_names_is_found(sqlite_url: str, query: str) -> None:
    file = sqlite_url.removeprefix("sqlite:///")
    with closing(new_kit(f"sqlite:///file:{file}?{query}")) as kit:
        assert found(kit, "sqlite.disk").level is Level.OK
        assert found(kit, "sqlite.damage").level is Level.OK


def test_a_uri_of_memory_is_memory() -> None:
    with closing(new_kit("sqlite:///file::memory:?uri=true")) as kit:
        assert [each.name for each in check_sqlite(kit)] == ["sqlite.memory"]
