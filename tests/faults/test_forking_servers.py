"""Real servers: gunicorn, which forks workers from a process that used the database, and uvicorn with processes."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from socket import AF_UNIX, SOCK_STREAM, create_server, socket
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REQUESTS = 60
APP = "tests.faults.forking_host"
GUNICORN = ("-m", "gunicorn", f"{APP}:wsgi", "--preload", "--workers", "3", "--graceful-timeout", "1")


def uvicorn() -> tuple[str, ...]:
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return ("-m", "uvicorn", f"{APP}:asgi", "--workers", "3", "--port", str(port), "--log-level", "warning")


@contextmanager
def serving(command: Sequence[str], url: str, tmp_path: Path) -> Iterator[None]:
    """A server in processes of its own, until the end."""
    environment = os.environ | {"TOWN": url, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    log = tmp_path / "server.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [sys.executable, *command],
            env=environment,
            stdout=out,
            stderr=out,
            cwd=ROOT,
            start_new_session=True,
        ) as server,
    ):
        try:
            yield
        except BaseException as error:
            error.add_note(log.read_text()[-5_000:])
            raise
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a socket of the file system."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=60)
        self._path = path

    def connect(self) -> None:
        self.sock = socket(AF_UNIX, SOCK_STREAM)
        self.sock.settimeout(60)
        self.sock.connect(self._path)


def get(connect: Any, title: str, *, tries: int = 1) -> dict[str, Any]:
    for left in reversed(range(tries)):
        connection = connect()
        try:
            connection.request("GET", f"/{title}")
            response = connection.getresponse()
            body = response.read()
        except (ConnectionError, FileNotFoundError):
            if not left:
                raise
            time.sleep(0.2)
            continue
        finally:
            connection.close()
        assert response.status == 200, body
        answer: dict[str, Any] = json.loads(body)
        return answer
    raise AssertionError("it never answered")


def wait_for_workers(clients: ThreadPoolExecutor, connect: Any) -> set[int]:
    """Ask until two processes have answered: one may still start while the other one answers all."""
    processes: set[int] = set()
    for turn in range(100):
        answers = clients.map(lambda number: get(connect, f"early{turn}-{number}"), range(8))  # noqa: B023  # done here
        processes |= {answer["process"] for answer in answers}
        if len(processes) > 1:
            break
    return processes


@pytest.mark.slow
@pytest.mark.parametrize("server", ["gunicorn sync", "gunicorn gthread", "uvicorn"])
def test_workers_answer_all_and_lose_nothing(url: str, tmp_path: Path, server: str) -> None:
    environment = os.environ | {
        "TOWN": url,
        "FOUND": "yes",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    subprocess.run([sys.executable, "-c", f"import {APP}"], env=environment, check=True, timeout=60, cwd=ROOT)
    if server == "uvicorn":
        command = uvicorn()
        port = int(command[command.index("--port") + 1])
        connect: Any = partial(http.client.HTTPConnection, "127.0.0.1", port, timeout=60)
    else:
        place = str(tmp_path / "s")
        command = (
            *GUNICORN,
            "--bind",
            f"unix:{place}",
            "--worker-class",
            server.partition(" ")[2],
            "--threads",
            "2",
        )
        connect = partial(UnixConnection, place)
    with serving(command, url, tmp_path):
        get(connect, "first", tries=150)
        with ThreadPoolExecutor(8) as clients:
            processes = wait_for_workers(clients, connect)
            answers = list(clients.map(lambda number: get(connect, f"n{number}"), range(REQUESTS)))
    assert [answer["title"] for answer in answers] == [f"n{number}" for number in range(REQUESTS)]
    assert len({answer["id"] for answer in answers}) == REQUESTS
    assert len(processes) > 1, "several workers"
