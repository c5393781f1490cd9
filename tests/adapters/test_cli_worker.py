"""A worker started beside an application swallows nothing: what its Kit lacks is waited for, told, or refused."""

import json
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from commkit import Busy, Kit, Worker
from commkit.adapters.cli import run_worker
from commkit.notifications import MailPort
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.testing.clock import ManualClock
from tests.adapters.running import commkit
from tests.notifications.conftest import START
from tests.notifications.post_office import Host, PostOffice, open_post_office, ports
from tests.notifications.setup import Bells, ring
from tests.sample import create_community, new_kit

LOUD = "bells.mailed"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


def town(url: str, office: PostOffice) -> Kit:
    return new_kit(url, Bells(), clock=ManualClock(START), ports=ports(office), identity=Host())


@pytest.mark.slow
def test_mail_waits_for_a_worker_that_sends_it(sqlite_url: str, office: PostOffice) -> None:
    with closing(town(sqlite_url, office)) as app:
        create_community(app, type="tower", members=("ada",))
        ring(app, "ada", kind=LOUD)
        commkit("migrate", "--database", sqlite_url)
        beside = commkit("worker", "--once", "--json", "--database", sqlite_url)
        assert beside.returncode == 0, beside.stdout
        assert json.loads(beside.stdout)["waiting"] >= 1
        told = commkit("status", "--database", sqlite_url)
        assert "waiting for a worker that has the type tower" in told.stdout
        assert office.receivers == []
        with closing(new_kit(sqlite_url, Bells(), clock=ManualClock(START))) as portless:
            portless.worker().drain()
            needs = [work.need for work in portless.worker().waiting()]
        assert needs == [f"port {MailPort.__module__}.MailPort"]
        assert office.receivers == []
        app.worker().drain()
    assert office.receivers == ["ada@example.org"], "once, by the right worker"


def test_a_worker_outlives_an_outage_of_the_database(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    commkit("migrate", "--database", sqlite_url)
    lost = Busy("runtime.connection_lost", "it is a test")
    steps = iter([lost, DeliveryReport(done=2), lost, lost])

    def run_once(worker: Worker) -> DeliveryReport:
        step = next(steps, None)
        if step is None:
            os.kill(os.getpid(), signal.SIGTERM)
            return DeliveryReport(done=1)
        if isinstance(step, Busy):
            raise step
        return step

    def waiting(worker: Worker) -> None:
        raise lost

    monkeypatch.setattr(Worker, "run_once", run_once)
    monkeypatch.setattr(run_worker, "_POLL_SECONDS", 0.001)
    monkeypatch.setattr(Worker, "waiting", waiting)
    ran = commkit("worker", "--json", "--database", sqlite_url)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"done": 3, "failed": 0, "parked": 0, "waiting": None}
    steps = iter([lost])
    once = commkit("worker", "--once", "--json", "--database", sqlite_url)
    assert json.loads(once.stdout)["error"]["code"] == "runtime.connection_lost", "a job is told"


@pytest.fixture
def removed(tmp_path: Path) -> str:
    """A database with the tables of a plugin that is not installed."""
    url = f"sqlite:///{tmp_path / 'town.db'}"
    commkit("migrate", "--database", url)
    with closing(sqlite3.connect(tmp_path / "town.db")) as connection, connection:
        connection.execute("CREATE TABLE commkit_bells_version (version_num VARCHAR(32) PRIMARY KEY)")
        connection.execute("INSERT INTO commkit_bells_version VALUES ('0001')")
    return url


def test_a_worker_without_a_plugin_of_the_database_is_refused(removed: str) -> None:
    refused = commkit("worker", "--once", "--json", "--database", removed)
    assert refused.returncode == 1
    error = json.loads(refused.stdout)["error"]
    assert error["code"] == "cli.plugins_missing"
    assert "tables of bells, which this Kit lacks" in error["message"]
    assert commkit("worker", "--once", "--without", "chimes", "--database", removed).returncode == 1
    assert commkit("worker", "--once", "--without", "bells", "--database", removed).returncode == 0


def test_status_tells_of_plugins_that_are_missing(removed: str) -> None:
    assert "not in this Kit" in commkit("status", "--database", removed).stdout
    shown = json.loads(commkit("status", "--json", "--database", removed).stdout)
    assert shown["components"][-1] == {
        "component": "bells", "version": "0001", "pending": [], "too_new": False, "missing": True,
        "missing_types": [],
    }  # fmt: skip
    assert shown["compatible"]
    checked = commkit("check", "--database", removed)
    assert checked.returncode == 0
    assert "tables of the plugin bells, which is not in this Kit" in checked.stdout
