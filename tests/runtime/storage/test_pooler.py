"""A pooler of transactions, such as pgbouncer, between the application and PostgreSQL."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from sqlalchemy.engine import make_url

from commkit import Invalid, Kit
from commkit.diagnosis import diagnose
from commkit.posts import CreateThread, ListThreads, ReadThread
from tests.faults.replicated_postgres import readable_folder
from tests.sample import create_community, new_kit

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
ROUNDS = 30

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(PGBOUNCER is None, reason="pgbouncer is not installed"),
]


@pytest.fixture
def pooled(migrated_postgres_url: str) -> Iterator[str]:
    """The URL of a migrated database behind pgbouncer, with fewer connections than threads."""
    url = make_url(migrated_postgres_url)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with readable_folder() as folder:
        config = folder / "pgbouncer.ini"
        config.write_text(
            f"[databases]\n{url.database} = host={url.query.get('host', url.host)}"
            f" port={url.port or 5432} user={url.username}\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
            "pool_mode = transaction\ndefault_pool_size = 3\n"
        )
        assert PGBOUNCER is not None
        command = [PGBOUNCER, str(config)]
        if Path("/root").exists() and Path.home() == Path("/root"):  # it refuses to run as root
            command = ["runuser", "-u", "nobody", "--", *command]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            try:
                made = f"postgresql://{url.username}@127.0.0.1:{port}/{url.database}"
                _wait_for(made)
                yield made
            finally:
                running.terminate()


def _wait_for(url: str) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def errors_of(kit: Kit) -> list[BaseException]:
    """What fails where eight threads share three connections of the server."""
    create_community(kit, members=("ada",))
    raised: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(ROUNDS):
                with kit.session("ada", "town") as session:
                    made = session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
                with kit.session("ada", "town", read_only=True) as session:
                    session.ask(ReadThread(made.id))
                    session.ask(ListThreads())
        except Exception as error:
            raised.append(error)

    threads = [Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.slow
def test_an_application_works_behind_a_pooler_of_transactions(pooled: str) -> None:
    with closing(new_kit(f"{pooled}?pooler=transaction")) as kit:
        assert errors_of(kit) == []
        assert "postgres.pooler" in {each.name for each in diagnose(kit) if each.level == "ok"}


@pytest.mark.slow
def test_control_without_being_told_it_does_not_and_the_doctor_says_so(pooled: str) -> None:
    with closing(new_kit(pooled)) as kit:
        assert "postgres.pooler" in {each.name for each in diagnose(kit) if each.level == "warning"}
        assert any("prepared statement" in str(error) for error in errors_of(kit))


def test_another_word_is_refused() -> None:
    with pytest.raises(Invalid, match="`pooler` is 'transaction' or left out"):
        Kit("postgresql://me@localhost/town?pooler=session")
