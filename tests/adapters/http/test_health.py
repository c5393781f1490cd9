"""Health: whether the process answers, whether it can serve, and whether a worker keeps up."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from commkit import Kit
from commkit.adapters.http import readiness
from commkit.posts import CreateThread
from commkit.runtime.model.clock import system_clock
from commkit.testing.kits import StatementObserver
from tests.adapters.http_client import client_of, read
from tests.sample import Sample, create_community, new_kit


def test_a_process_that_answers_is_live_and_one_whose_database_fits_is_ready(kit: Kit) -> None:
    client = client_of(kit)
    live, ready = client.get("//-/health/live"), client.get("//-/health/ready")
    assert (live.status, read(live), live.header("cache-control")) == (200, {"live": True}, "no-store")
    assert (ready.status, read(ready)) == (200, {"ready": True, "code": None, "worker": "keeps up"})
    assert client.post("//-/health/ready").status == 405


def test_a_database_that_was_not_migrated_is_not_ready(tmp_path: Path) -> None:
    with closing(Kit(f"sqlite:///{tmp_path / 'new.db'}", plugins=[Sample()])) as kit:
        client = client_of(kit)
        ready = client.get("//-/health/ready")
        assert (ready.status, read(ready)["code"]) == (503, "runtime.migration_pending")
        assert client.get("//-/health/live").status == 200


def test_a_database_that_cannot_be_reached_is_not_ready() -> None:
    with closing(Kit("postgresql://nobody@127.0.0.1:1/none", plugins=[Sample()])) as kit:
        assert client_of(kit).get("//-/health/ready").status == 503


def test_a_worker_that_does_not_keep_up_is_told(url: str) -> None:
    with (
        closing(new_kit(url)) as kit,
        closing(new_kit(url, clock=lambda: system_clock() + timedelta(hours=1))) as later,
    ):
        create_community(kit, members=("ada",))
        with kit.session("ada", "town") as session:
            session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
        ready = client_of(later).get("//-/health/ready")
        assert (ready.status, read(ready)["worker"]) == (200, "behind")


def test_probes_do_not_ask_the_database_each_time(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    statements: list[str] = []
    with closing(new_kit(url, observers=[StatementObserver(statements.append)])) as kit:
        client = client_of(kit)
        assert client.get("//-/health/ready").status == 200
        asked = len(statements)
        assert asked, "the control: the first one does"
        for _ in range(50):
            assert client.get("//-/health/ready").status == 200
        assert len(statements) == asked
        monkeypatch.setattr(readiness, "KEPT_FOR", 0)
        client.contract.readiness._ends_at = 0
        assert client.get("//-/health/ready").status == 200
        assert client.get("//-/health/ready").status == 200
        assert len(statements) >= 2 * asked, "and so does one that comes later"


def test_several_probes_at_once_ask_once() -> None:
    asked: list[int] = []

    def look() -> dict[str, Any]:
        asked.append(1)
        sleep(0.05)
        return {"ready": True}

    kept = readiness.Readiness()
    with ThreadPoolExecutor(8) as probes:
        assert {told["ready"] for told in probes.map(kept.ask, [look] * 20)} == {True}
    assert len(asked) == 1
