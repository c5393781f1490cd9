"""The WSGI application in gunicorn, which undoes chunked bodies, forks workers, and leaves each answer as it is."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import create_server

import pytest

from commkit import Kit
from commkit.adapters.http import handle, make_contract
from commkit.testing.histories import World
from commkit.testing.kits import KitFactory
from tests.adapters.shells.calls import answer_of, calls_of
from tests.adapters.shells.equal_databases import create_town, new_plugin
from tests.adapters.shells.servers import HOST, Server
from tests.adapters.shells.test_parity import drawn

ROOT = Path(__file__).parents[3]


@contextmanager
def gunicorn(kit: Kit, folder: Path) -> Iterator[Server]:
    """Two workers of gunicorn on the database of a Kit, below `/c`."""
    with create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    town = kit.database.url.render_as_string(hide_password=False)
    environment = os.environ | {
        "TOWN": town,
        "SCRIPT_NAME": "/c",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    command = ["-m", "gunicorn", "tests.adapters.shells.gunicorn_host:app", "--bind", f"{HOST}:{port}"]
    options = ["--workers", "2", "--threads", "2", "--graceful-timeout", "2"]
    log = folder / "gunicorn.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [sys.executable, *command, *options], env=environment, stdout=out, stderr=out, cwd=folder
        ) as process,
    ):
        try:
            _wait_for(port, process, log)
            yield Server(port, lambda: 0)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        with closing(http.client.HTTPConnection(HOST, port, timeout=10)) as connection:
            try:
                connection.request("GET", "/c/-/types")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.1)
            else:
                return
    raise AssertionError(log.read_text())


@pytest.fixture
def world(commkit_kit_factory: KitFactory) -> World:
    return create_town(commkit_kit_factory(new_plugin()))


@pytest.mark.slow
def test_it_answers_as_the_contract(world: World, tmp_path: Path) -> None:
    contract = make_contract(world.kit)
    queries = [each for each in contract.local.values() if not each.operation.is_command][::3]
    calls = [call for query in queries for call in drawn(calls_of(contract, query, world), 3)]
    assert len(calls) > 90
    with gunicorn(world.kit, tmp_path) as server:
        for call in calls:
            assert call.send(server) == answer_of(handle(contract, call.as_request(), call.actor)), call


@pytest.mark.slow
def test_chunked_bodies(world: World, tmp_path: Path) -> None:
    fields = {"kind": "question", "title": "Why does it fail?", "body": "I wonder. " * 200}
    data = json.dumps(fields).encode()
    with (
        gunicorn(world.kit, tmp_path) as server,
        closing(http.client.HTTPConnection(HOST, server.port, timeout=20)) as connection,
    ):
        connection.request(
            "POST",
            f"/c/{world.community.slug}/posts/create-thread",
            iter([data[:7], data[7:900], data[900:]]),
            {"content-type": "application/json", "x-user": "member"},
            encode_chunked=True,
        )
        answer = connection.getresponse()
        body = json.loads(answer.read())
        assert answer.status == 201, body
        assert body["body"].startswith("I wonder.")
