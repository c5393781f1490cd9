"""A worker started beside an application swallows nothing: what its Kit lacks is waited for, told, or refused."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from commkit import Kit
from commkit.notifications import MailPort
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
