"""Many facts and many workers: one stream is delivered by one of them at a time, also where one is killed."""

import os
import signal
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from threading import Barrier, Event, Lock, Thread
from typing import Any

import pytest
from sqlalchemy import bindparam, update

from commkit import Delivery, Kit, Worker
from commkit.posts import CreateThread, EditPost
from commkit.runtime.delivery import outbox as sql
from commkit.runtime.delivery import routing
from commkit.runtime.delivery import worker as module
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.runtime.delivery.routing import route
from commkit.runtime.storage.tables import delivery
from commkit.storage import statement
from tests.runtime.delivery.club import Clock, MakeKit, heard_by, ring, rows
from tests.runtime.plugins import Rang, club
from tests.runtime.processes import CONTEXT
from tests.sample import OWNER, create_community, new_kit


def test_drain_goes_through_more_facts_than_one_round_routes(
    club_of: MakeKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routing, "_ROUTE_AT_ONCE", 3)
    monkeypatch.setattr(module, "_FROM_ONE_STREAM", 2)
    heard: list[int] = []
    kit = club_of(lambda delivery, fact: heard.append(fact.times))
    with kit.session(OWNER, "town") as session:
        post = session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
        for version in range(1, 9):  # facts that nobody wants
            session.do(EditPost(post=post.id, version=version, body=f"I wonder {version}."))
    ring(kit, *range(7))
    kit.worker().drain()
    assert heard == list(range(7))


class Watcher:
    """A subscriber that sees whether it is called at the same time twice, or out of order."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.overlaps = 0
        self._inside = Lock()
        self._pause = Event()

    def __call__(self, delivery: Delivery, fact: Rang) -> None:
        if not self._inside.acquire(blocking=False):
            self.overlaps += 1
            return
        self._pause.wait(0.002)
        self.heard.append(fact.times)
        self._inside.release()

    __name__ = "watcher"


def with_workers(kit: Kit, count: int) -> None:
    workers = [Thread(target=kit.worker(name=f"worker {n}").drain) for n in range(count)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    kit.worker().drain()


def test_workers_never_deliver_one_stream_at_the_same_time_or_out_of_order(club_of: MakeKit) -> None:
    watcher = Watcher()
    kit = club_of(watcher)
    ring(kit, *range(25))
    with_workers(kit, 4)
    assert watcher.overlaps == 0
    assert watcher.heard == list(range(25))


UNCONDITIONAL = statement(
    update(delivery)
    .values(leased_until=bindparam("until"), worker=bindparam("me"), attempts=delivery.c.attempts + 1)
    .where(sql._THIS)
)


@pytest.mark.parametrize(
    "lease", [sql.LEASE, UNCONDITIONAL], ids=["as it is", "control: without the condition"]
)
def test_of_workers_that_saw_the_same_delivery_only_one_may_take_it(
    club_of: MakeKit, monkeypatch: pytest.MonkeyPatch, lease: Any
) -> None:
    monkeypatch.setattr(sql, "LEASE", lease)
    seen: list[Any] = []
    meeting = Barrier(2)
    heard: list[str] = []

    def take(worker: Worker, pending: Any) -> bool:
        seen.append(pending.fact)
        if worker.name in ("one", "two") and len(seen) <= 2:
            meeting.wait(timeout=30)  # both saw it free
        return took(worker, pending)

    took = Worker._take
    monkeypatch.setattr(Worker, "_take", take)
    kit = club_of(lambda delivery, fact: heard.append(delivery.id))
    seen.clear()
    ring(kit, 1)
    route(kit._composition)
    workers = [Thread(target=kit.worker(name=name).run_once) for name in ("one", "two")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert len(seen) >= 2
    assert len(heard) >= 2 if lease is UNCONDITIONAL else heard == [heard[0]]


def test_a_lease_that_ran_out_lets_another_worker_deliver(club_of: MakeKit, clock: Clock) -> None:
    heard: list[tuple[str, str]] = []
    stuck, go_on = Event(), Event()

    def slow(delivery: Delivery, fact: Rang) -> None:
        if delivery.attempt == 1:
            heard.append(("first", delivery.id))
            stuck.set()
            go_on.wait(timeout=30)
        else:
            heard.append(("second", delivery.id))

    kit = club_of(slow)
    ring(kit, 1)
    first = Thread(target=kit.worker(name="first", lease=timedelta(minutes=5)).run_once)
    first.start()
    assert stuck.wait(timeout=30)
    second = kit.worker(name="second")
    clock.go(minutes=4)
    assert second.drain() == DeliveryReport()  # it is still the first one's
    clock.go(minutes=1)  # just now it runs out
    assert second.drain() == DeliveryReport(done=1)
    ((done_at, by),) = rows(kit, delivery.c.done_at, delivery.c.worker)
    clock.go(minutes=1)
    go_on.set()
    first.join(timeout=30)
    # The first one comes too late to say anything about it.
    assert rows(kit, delivery.c.done_at, delivery.c.worker) == [(done_at, by)]
    assert [who for who, _ in heard] == ["first", "second"]
    assert heard[0][1] == heard[1][1]


def test_run_stops_when_the_event_is_set(club_of: MakeKit) -> None:
    stop = Event()
    heard: list[int] = []

    def last(delivery: Delivery, fact: Rang) -> None:
        heard.append(fact.times)
        if fact.times == 3:
            stop.set()

    kit = club_of(last)
    running = Thread(target=kit.worker().run, args=(stop,), kwargs={"idle": 0.01})
    running.start()
    ring(kit, 1, 2, 3)
    running.join(timeout=30)
    assert not running.is_alive()
    assert heard == [1, 2, 3]


# --- a worker is killed --------------------------------------------------------------------------------------------


def deliver_and_wait(url: str, tells: Connection) -> None:
    def tell(delivery: Delivery, fact: Rang) -> None:
        tells.send((delivery.id, delivery.attempt))
        Event().wait(timeout=60)  # it is delivered, and not marked; here it is killed

    with closing(new_kit(url, club(heard_by(tell)))) as kit:
        kit.worker(name="victim").drain()


def test_a_worker_that_is_killed_between_delivery_and_mark_is_repeated_with_the_same_id(url: str) -> None:
    heard: list[tuple[str, int]] = []

    def tell(delivery: Delivery, fact: Rang) -> None:
        heard.append((delivery.id, delivery.attempt))

    clock = Clock()
    clock.now = datetime.now(UTC)
    with closing(new_kit(url, club(heard_by(tell)), clock=clock)) as kit:
        create_community(kit, type="club")
        kit.worker().drain()
        ring(kit, 1)
        hears, tells = CONTEXT.Pipe(duplex=False)
        victim = CONTEXT.Process(target=deliver_and_wait, args=(url, tells), daemon=True)
        victim.start()
        first = hears.recv()
        assert victim.pid is not None
        os.kill(victim.pid, signal.SIGKILL)
        victim.join()
        assert kit.worker().drain() == DeliveryReport()  # the dead one's lease still holds
        clock.go(minutes=6)
        assert kit.worker().drain() == DeliveryReport(done=1)
    assert first[1] == 1
    assert heard == [(first[0], 2)]
