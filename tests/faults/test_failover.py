"""The primary is killed under load and its standby takes over: what was acknowledged stays, and nobody restarts."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import create_server
from uuid import UUID

import pytest
from sqlalchemy import URL, func, select

from commkit.posts import post
from commkit.runtime.storage.tables import delivery
from tests.faults.failover_clients import LONGEST, Clients, clients_that_write, send
from tests.faults.failover_host import town_kit
from tests.faults.replicated_postgres import (
    PGBOUNCER,
    Pair,
    Pooler,
    pair_of_servers,
    readable_folder,
    wait_until,
)
from tests.helpers import assert_counters_hold
from tests.sample import create_community

ROOT = Path(__file__).parents[2]
OUTAGE = 1.5
"""Seconds between the end of the primary and the promotion of its standby."""
RECOVERY = 8.0
"""Seconds after the promotion within which the application writes again."""
CLIENTS = 6
ENOUGH = 60
"""Posts that are acknowledged before the outage, and again after it."""

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.skipif(
        PGBOUNCER is None, reason="pgbouncer is not installed (Debian: apt install pgbouncer)"
    ),
]


@pytest.fixture
def pair() -> Iterator[Pair]:
    def found(url: str) -> None:
        with closing(town_kit(url)) as kit:
            kit.migrate()
            create_community(kit, type="club")

    with pair_of_servers(found) as pair:
        yield pair


@contextmanager
def started(
    command: list[str], environment: dict[str, str], log: Path
) -> "Iterator[subprocess.Popen[bytes]]":
    """A process of Python that ends with the block."""
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [sys.executable, *command], env=environment, stdout=out, stderr=out, cwd=log.parent
        ) as process,
    ):
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


class Application:
    """gunicorn with two workers, and a worker of commkit, on a database."""

    def __init__(self, url: str, folder: Path) -> None:
        with create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.heard = folder / "heard"
        self.logs = {name: folder / f"{name}.log" for name in ("gunicorn", "worker")}
        self._environment = os.environ | {
            "TOWN": url,
            "HEARD": str(self.heard),
            "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        }

    @contextmanager
    def running(self) -> "Iterator[Application]":
        host = "tests.faults.failover_host"
        served = ["-m", "gunicorn", f"{host}:app", "--bind", f"127.0.0.1:{self.port}"]
        served += [
            "--preload",
            "--workers",
            "2",
            "--threads",
            "4",
            "--graceful-timeout",
            "2",
            "--no-control-socket",
        ]
        delivering = ["-m", "commkit.adapters.cli", "worker", "--app", f"{host}:kit"]
        with (
            started(served, self._environment, self.logs["gunicorn"]) as self._server,
            started(delivering, self._environment, self.logs["worker"]) as self._worker,
        ):
            wait_until(self._answers, seconds=60)
            wait_until(lambda: bool(self.deliveries()), seconds=60)
            yield self

    def processes(self) -> set[int]:
        """Those that serve and deliver; those that have ended are none of them."""
        kept = {self._worker.pid} if self._worker.poll() is None else set()
        children = Path(f"/proc/{self._server.pid}/task/{self._server.pid}/children")
        return kept | {int(number) for number in children.read_text().split()}

    def deliveries(self) -> list[tuple[str, UUID]]:
        """The id and the post of each delivery that was made."""
        lines = self.heard.read_text().splitlines() if self.heard.exists() else []
        return [(id, UUID(made)) for id, made in map(str.split, lines)]

    def _answers(self) -> bool:
        command = {"kind": "question", "title": "first", "body": "first"}
        return send(self.port, "/town/posts/create-thread", "first", command).status == 201


@contextmanager
def running_application(pair: Pair, folder: Path) -> Iterator[tuple[Application, Pooler]]:
    """The application, and the pooler between it and the primary."""
    with readable_folder() as readable:
        pooler = Pooler(readable, pair.primary)
        with pooler.running() as url, Application(url, folder).running() as application:
            yield application, pooler


def kept_posts(url: URL) -> "Counter[tuple[str, UUID]]":
    with closing(town_kit(url.render_as_string(hide_password=False))) as kit:
        with kit.database.engine.connect() as connection:
            rows = connection.execute(select(post.c.body, post.c.id)).all()
        assert_counters_hold(kit, "town")
    return Counter((body, id) for body, id in rows)


def lost_and_doubled(clients: Clients, url: URL) -> tuple[list[tuple[str, UUID]], list[str]]:
    """What was acknowledged and is not there; and what is there more than once."""
    kept = kept_posts(url)
    times = Counter(body for body, _ in kept.elements())
    lost = [each for each in clients.acknowledged if each not in kept]
    return lost, [body for body, number in times.items() if number > 1]


def open_deliveries(url: URL) -> int:
    waiting = select(func.count()).where(delivery.c.done_at.is_(None))
    with (
        closing(town_kit(url.render_as_string(hide_password=False))) as kit,
        kit.database.engine.connect() as connection,
    ):
        number: int = connection.execute(waiting).scalar_one()
    return number


def lead_to_the_standby(pair: Pair, pooler: Pooler, clients: Clients, *, early: bool) -> float:
    """Let the standby take over, promoted before the pooler leads to it or only then; gives the moment it could."""
    if early:
        pooler.lead_to(pair.standby)
        clients.wait_for(5, 503, code="runtime.read_only_server", seconds=10)
    pair.promote()
    if not early:
        pooler.lead_to(pair.standby)
    return time.monotonic()


@pytest.mark.parametrize("early", [False, True], ids=["promoted first", "led to the standby first"])
def test_what_was_acknowledged_stays_and_the_application_recovers(
    pair: Pair, tmp_path: Path, *, early: bool
) -> None:
    pair.wait_for_each_commit()
    with running_application(pair, tmp_path) as (application, pooler):
        before = application.processes()
        with clients_that_write(application.port, CLIENTS) as clients:
            clients.wait_for(ENOUGH, seconds=30)
            pair.kill_primary()
            killed = time.monotonic()
            time.sleep(OUTAGE)
            led = lead_to_the_standby(pair, pooler, clients, early=early)
            clients.wait_for(ENOUGH, after=led, seconds=30)
        assert [each for each in clients.answers if each.status not in (0, 201, 503)] == []
        assert any(each.status == 503 and each.at > killed for each in clients.answers), "none met the outage"
        assert all(each.retry_after for each in clients.answers if each.status == 503)
        assert max(each.seconds for each in clients.answers) < LONGEST / 2
        assert (
            min(each.at for each in clients.answers if each.status == 201 and each.at > led) - led < RECOVERY
        )
        assert application.processes() == before
        assert len(before) == 3, "two that serve, and one that delivers"
        assert_all_is_delivered(application, clients, pair.standby)
    assert lost_and_doubled(clients, pair.standby) == ([], [])


def assert_all_is_delivered(application: Application, clients: Clients, url: URL) -> None:
    """Each acknowledged post was delivered under one id, and nothing waits for a lease to run out."""
    wanted = {id for _, id in clients.acknowledged}
    wait_until(lambda: wanted <= {made for _, made in application.deliveries()}, seconds=30)
    wait_until(lambda: open_deliveries(url) == 0, seconds=30)
    ids = Counter(made for _, made in set(application.deliveries()))
    assert set(ids.values()) == {1}


def test_control_a_standby_that_was_left_behind_lacks_what_was_acknowledged(
    pair: Pair, tmp_path: Path
) -> None:
    pair.leave_behind()
    with (
        running_application(pair, tmp_path) as (application, _),
        clients_that_write(application.port, CLIENTS) as clients,
    ):
        clients.wait_for(ENOUGH, seconds=30)
        pair.kill_primary()
    pair.promote()
    lost, _ = lost_and_doubled(clients, pair.standby)
    assert len(lost) == len(clients.acknowledged) >= ENOUGH
