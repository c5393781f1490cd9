"""What counts as an attempt at a delivery, how long the next one waits, and what is kept of one that failed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from commkit import Busy, Delivery, Kit, Worker
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.runtime.delivery.routing import route
from commkit.runtime.model.records import PendingDelivery
from commkit.runtime.storage.tables import delivery
from tests.runtime.delivery.club import Clock, MakeKit, ring, rows
from tests.runtime.delivery.lost_commits import unanswered_commit
from tests.runtime.plugins import Rang


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, logger="commkit")


@contextmanager
def lost_leases(kit: Kit, *, kept: bool) -> Iterator[None]:
    """The database keeps each lease or drops it, and the worker never hears which."""
    take = Worker._take

    def lose(worker: Worker, pending: PendingDelivery) -> bool:
        with unanswered_commit(kit, 1, kept=kept):
            return take(worker, pending)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "_take", lose)
        yield


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "dropped"])
def test_a_lease_that_its_worker_never_heard_of_uses_up_no_attempt(club_of: MakeKit, *, kept: bool) -> None:
    told: list[int] = []
    kit = club_of(lambda made, fact: told.append(made.attempt))
    ring(kit, 1)
    worker = kit.worker(attempts=2)
    for _ in range(3):
        with lost_leases(kit, kept=kept), pytest.raises(Busy):
            worker.run_once()
    assert worker.drain() == DeliveryReport(done=1)
    assert told == [1]


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "dropped"])
def test_what_is_left_while_the_database_is_away_is_not_given_up(club_of: MakeKit, *, kept: bool) -> None:
    told: list[int] = []

    def hear(made: Delivery, fact: Rang) -> None:
        told.append(made.attempt)

    right, without = club_of(hear), club_of()
    ring(right, 1)
    route(right._composition)
    worker = without.worker(attempts=1)
    leave = worker._leave

    def lose(pending: PendingDelivery, need: str) -> DeliveryReport:
        with unanswered_commit(without, 1, kept=kept):
            return leave(pending, need)

    worker._leave = lose  # type: ignore[method-assign]
    with pytest.raises(Busy):
        worker.run_once()
    worker._leave = leave  # type: ignore[method-assign]
    worker.drain()
    assert worker.parked() == ()
    assert right.worker(attempts=1).drain() == DeliveryReport(done=1)
    assert told == [1]


def test_what_is_taken_up_again_has_all_its_attempts_again(club_of: MakeKit, clock: Clock) -> None:
    told: list[tuple[int, bool]] = []

    def hear(made: Delivery, fact: Rang) -> None:
        told.append((made.attempt, made.last))
        raise ValueError("never")

    kit = club_of(hear)
    ring(kit, 1)
    worker = kit.worker(attempts=2)
    for _ in range(2):
        assert worker.drain() == DeliveryReport(failed=1)
        clock.go(minutes=1)
        assert worker.drain() == DeliveryReport(parked=1)
        assert worker.retry_parked() == 1
    assert told == [(1, False), (2, True)] * 2


def test_a_round_tries_a_delivery_once_even_where_there_is_no_pause(club_of: MakeKit) -> None:
    told: list[int] = []

    def hear(made: Delivery, fact: Rang) -> None:
        told.append(made.attempt)
        raise ValueError("never")

    kit = club_of(hear)
    ring(kit, 1)
    worker = kit.worker(first_pause=timedelta())
    assert worker.run_once() == DeliveryReport(failed=1)
    assert worker.run_once() == DeliveryReport(failed=1)
    assert told == [1, 2]


def test_no_pause_is_longer_than_an_hour_and_a_fifth(club_of: MakeKit, clock: Clock) -> None:
    def hear(made: Delivery, fact: Rang) -> None:
        raise ValueError("never")

    kit = club_of(hear)
    ring(kit, 1)
    worker = kit.worker(first_pause=timedelta(hours=5))
    for _ in range(3):
        assert worker.drain() == DeliveryReport(failed=1)
        clock.go(hours=0.79)
        assert worker.drain() == DeliveryReport(), "too early"
        clock.go(hours=0.42)


def test_of_an_error_two_thousand_characters_are_kept(club_of: MakeKit) -> None:
    def hear(made: Delivery, fact: Rang) -> None:
        raise ValueError("x" * 5_000)

    kit = club_of(hear)
    ring(kit, 1)
    kit.worker().run_once()
    ((error,),) = rows(kit, delivery.c.error)
    assert error == "ValueError: ".ljust(2_000, "x")
