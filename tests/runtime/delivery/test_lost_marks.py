"""The database goes away while a worker delivers: the worker goes on by itself, and soon, when it is back."""

from contextlib import suppress
from itertools import count
from threading import Barrier, Event

import pytest

from commkit import Busy, CommkitError, Delivery, Kit, Worker
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.runtime.model.errors import StorageFull
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.tables import delivery
from tests.runtime.delivery.club import Clock, MakeKit, ring, rows, worker_of
from tests.runtime.delivery.lost_commits import LOST, unanswered_commit
from tests.runtime.plugins import Rang


class Forgetful(Worker):
    """The control: what the database did not take is written no more."""

    def _write_late_marks(self) -> None:
        self._late.clear()


def left_over(kit: Kit, heard: list[int], kind: type[Worker], clock: Clock, *, kept: bool) -> list[int]:
    """The commits of a round whose loss leaves a delivery that the next rounds do not finish."""
    wrong = []
    for number in count(1):
        worker = worker_of(kit, kind, purge=False)
        ring(kit, number)
        with unanswered_commit(kit, number, kept=kept) as made, suppress(Busy):
            worker.drain()
        clock.go(seconds=10)  # the pause after a failure; leases last for minutes
        worker.drain()
        if number not in heard or (None,) in rows(kit, delivery.c.done_at):
            wrong.append(number)
            clock.go(minutes=10)
            worker.drain()
        if len(made) < number:
            break
    return wrong


@pytest.mark.parametrize("kind", [Worker, Forgetful], ids=["as it is", "control: forgets"])
@pytest.mark.parametrize("kept", [True, False], ids=["kept", "dropped"])
def test_whatever_commit_is_lost_the_next_round_delivers_at_once(
    club_of: MakeKit, clock: Clock, kind: type[Worker], *, kept: bool
) -> None:
    heard: list[int] = []
    kit = club_of(lambda made, fact: heard.append(fact.times))
    wrong = left_over(kit, heard, kind, clock, kept=kept)
    assert (wrong == []) is (kind is Worker), wrong
    if kind is Worker:
        assert sorted(set(heard)) == list(range(1, max(heard) + 1))
        assert max(heard) > 7, "looking, routing, leasing, reading, marking"


FULL = StorageFull("runtime.storage_full", "it is a test")


@pytest.mark.parametrize("error", [LOST, FULL], ids=["away", "full"])
def test_what_was_delivered_is_marked_late_and_not_delivered_again(
    club_of: MakeKit, error: CommkitError
) -> None:
    heard: list[str] = []
    away = Event()

    def hear(made: Delivery, fact: Rang) -> None:
        heard.append(made.id)
        away.set()

    def begin(database: Database, *, read_only: bool = False) -> object:
        if away.is_set():
            raise error
        return real(database, read_only=read_only)

    kit = club_of(hear)
    ring(kit, 1, 2)
    worker, real = kit.worker(), Database.begin
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "begin", begin)
        for _ in range(3):
            with pytest.raises(type(error)):
                worker.run_once()
    assert len(heard) == 1
    assert worker.drain().done == 1, "the second one; the first one is marked"
    assert len(heard) == len(set(heard)) == 2


def test_what_several_threads_delivered_is_all_marked_late(club_of: MakeKit) -> None:
    heard: list[str] = []
    meet, away = Barrier(2, timeout=20), Event()

    def one(made: Delivery, fact: Rang) -> None:
        heard.append(made.id)
        meet.wait()
        away.set()

    def two(made: Delivery, fact: Rang) -> None:
        one(made, fact)

    def begin(database: Database, *, read_only: bool = False) -> object:
        if away.is_set():
            raise LOST
        return real(database, read_only=read_only)

    kit = club_of(one, two)
    ring(kit, 1)
    worker, real = kit.worker(threads=2), Database.begin
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "begin", begin)
        for _ in range(2):
            with pytest.raises(Busy):
                worker.run_once()
    assert worker.drain() == DeliveryReport()
    assert (len(heard), (None,) in rows(kit, delivery.c.done_at)) == (2, False)


def test_a_worker_tells_what_it_delivered_and_tells_a_long_outage_briefly(
    club_of: MakeKit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    worker, stop, rounds = club_of().worker(), Event(), iter([1, LOST, LOST, LOST, 3, LOST, LOST, 2])

    def run_once() -> DeliveryReport:
        step = next(rounds)
        if isinstance(step, Busy):
            raise step
        if step == 2:
            stop.set()
        return DeliveryReport(done=step)

    monkeypatch.setattr(worker, "run_once", run_once)
    assert worker.run(stop, idle=0.001).done == 6
    told = [(record.levelname, bool(record.exc_info)) for record in caplog.records]
    assert told == [("ERROR", True)] * 2, "each outage once, not at every look"
