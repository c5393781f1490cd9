"""PostgreSQL crashes under load, again and again: what was acknowledged to clients is there, once and whole."""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Event, Thread

import pytest

from commkit import Busy, Kit
from commkit.testing.postgres import PostgresServer
from tests.faults.acknowledged_writes import Acknowledged, doubled, grant, lost, torn
from tests.sample import create_community, new_kit

CRASHES = 20
CLIENTS = 4

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif("COMMKIT_TEST_PG_URL" in os.environ, reason="a given server is not ours to crash"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A server of its own: others would not like it."""
    with PostgresServer(durable=True) as server:
        yield server


@pytest.fixture
def crashing(server: PostgresServer) -> Iterator[Kit]:
    with server.database() as url, closing(new_kit(url)) as kit:
        kit.migrate()
        create_community(kit, members=[f"client {n}" for n in range(CLIENTS)])
        yield kit


class Client:
    """Creates one thread after the other; where it hears no answer, it sends the command again until it hears one."""

    def __init__(self, kit: Kit, number: int) -> None:
        self.acknowledged: list[Acknowledged] = []
        self.unheard = 0
        self._kit = kit
        self._name = f"client {number}"
        self._title = f"thread of {number}"
        self._enough = Event()
        self._thread = Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._enough.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        while not self._enough.is_set():
            self.acknowledged.append(self._ask(f"{self._title}: {len(self.acknowledged)}"))

    def _ask(self, what: str) -> Acknowledged:
        while True:
            try:
                return grant(self._kit, what, actor=self._name)
            except Busy:
                self.unheard += 1
                time.sleep(0.01)


def crash_under_load(server: PostgresServer, kit: Kit, times: int) -> list[Client]:
    chance = random.Random(times)
    clients = [Client(kit, number) for number in range(CLIENTS)]
    try:
        for _ in range(times):
            before = sum(len(client.acknowledged) for client in clients)
            while sum(len(client.acknowledged) for client in clients) < before + 2 * CLIENTS:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.1))
            server.crash()
    finally:
        for client in clients:
            client.stop()
    return clients


@pytest.mark.slow
def test_crashes_lose_duplicate_and_split_nothing(
    server: PostgresServer, crashing: Kit, share: Callable[[int], int]
) -> None:
    clients = crash_under_load(server, crashing, share(CRASHES))
    acknowledged = [answer for client in clients for answer in client.acknowledged]
    assert sum(client.unheard for client in clients) >= share(CRASHES)
    assert lost(crashing, acknowledged) == []
    assert doubled(crashing) == []
    assert torn(crashing) == []
    assert sorted(title for title, _ in acknowledged) == sorted({title for title, _ in acknowledged})


@pytest.mark.slow
@pytest.mark.parametrize("keyed", [True, False], ids=["with a key", "control: without a key"])
def test_who_heard_no_answer_before_the_crash_may_send_again(
    server: PostgresServer, crashing: Kit, *, keyed: bool
) -> None:
    grant(crashing, 1, keyed=keyed)  # committed, and the answer is lost
    server.crash()
    while True:
        try:
            grant(crashing, 1, keyed=keyed)
            break
        except Busy:
            time.sleep(0.01)
    assert doubled(crashing) == ([] if keyed else ["thread 1"])
