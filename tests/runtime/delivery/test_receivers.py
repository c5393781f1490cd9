"""The receivers of one subscriber: each is a stream of its own; and the threads that follow streams."""

from contextlib import closing
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import insert

from commkit import Busy, Delivery
from commkit.communities import directory
from commkit.runtime.model.records import OutboxRow
from commkit.runtime.storage.statements import statement
from commkit.runtime.storage.unit import UnitOfWork
from tests.runtime.delivery.club import Clock, MakeKit, ring
from tests.runtime.observed import Recorder
from tests.runtime.plugins import Rang, bell, club
from tests.sample import create_community, new_kit


def test_each_receiver_gets_the_fact_once_and_one_that_fails_delays_no_other(club_of: MakeKit) -> None:
    got: list[tuple[str, int]] = []

    def tell(delivery: Delivery, fact: Rang) -> None:
        if not delivery.target:
            delivery.forward(["a", "broken", "b"])
        elif delivery.target == "broken":
            raise ConnectionError("nobody there")
        else:
            got.append((delivery.target, fact.times))

    kit = club_of(tell)
    ring(kit, 1, 2)
    done = kit.worker().drain()
    assert sorted(got) == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]
    assert (done.done, done.failed) == (6, 1), "the second waits behind the first of the broken receiver"


def test_observers_hear_of_the_subscriber_and_not_of_its_receivers(club_of: MakeKit, clock: Clock) -> None:
    """A receiver may be a member, and there are as many as somebody wants: both make a bad label."""
    recorder = Recorder()

    def tell(delivery: Delivery, fact: Rang) -> None:
        if not delivery.target:
            delivery.forward(["ada", "broken"])
        elif delivery.target == "broken":
            raise ConnectionError("nobody there")

    kit = club_of(tell, observers=[recorder])
    ring(kit, 1)
    for _ in range(2):
        kit.worker(attempts=2).drain()
        clock.go(minutes=1)
    told = [(step.name, step.outcome, step.is_fault) for step in recorder.ended if step.kind == "delivery"]
    assert sorted(told) == [
        ("club.bell:tell", "done", False),
        ("club.bell:tell", "done", False),
        ("club.bell:tell", "failed", True),
        ("club.bell:tell", "parked", True),
    ]


def test_forwarding_again_adds_nothing(club_of: MakeKit) -> None:
    got: list[str] = []

    def tell(delivery: Delivery, fact: Rang) -> None:
        if delivery.target:
            got.append(delivery.target)
        else:
            delivery.forward(["a"])
            if delivery.attempt == 1:
                raise ConnectionError("after it forwarded")

    clock_kit = club_of(tell)
    ring(clock_kit, 1)
    worker = clock_kit.worker(first_pause=timedelta())
    worker.drain()
    assert got == ["a"]


_WRONG = statement(lambda: insert(directory).values(slug=None, community_id=None))


@pytest.mark.parametrize("away", [True, False], ids=["the database is away", "a statement is wrong"])
def test_who_cannot_name_its_receivers_holds_up_no_other(url: str, clock: Clock, *, away: bool) -> None:
    heard: list[tuple[str, str]] = []
    asked: list[int] = []
    feature = bell()

    def receivers(unit: UnitOfWork, row: OutboxRow) -> list[str]:
        asked.append(1)
        if len(asked) > 2:
            return ["a"]
        if away:
            raise Busy("runtime.connection_lost", "it is a test")
        unit.run(_WRONG)
        raise AssertionError("it was taken")

    @feature.subscribes_to(Rang, targets=receivers)
    def tell(delivery: Delivery, fact: Rang) -> None:
        heard.append(("tell", delivery.target))

    @feature.subscribes_to(Rang)
    def hear(delivery: Delivery, fact: Rang) -> None:
        heard.append(("hear", delivery.target))

    with closing(new_kit(url, club(feature), clock=clock)) as kit:
        create_community(kit, type="club")
        ring(kit, 1)
        worker = kit.worker()
        if away:
            for _ in range(2):
                with pytest.raises(Busy):
                    worker.run_once()
        worker.drain()
        assert ("hear", "") in heard
        clock.go(seconds=10)
        worker.drain()
        assert sorted(heard) == [("hear", ""), ("tell", "a")]


def test_a_subscriber_has_its_own_pauses(url: str, clock: Clock) -> None:
    tried: list[tuple[int, bool, datetime]] = []
    feature = bell()

    @feature.subscribes_to(Rang, pauses=(timedelta(seconds=5), timedelta(minutes=5)))
    def tell(delivery: Delivery, fact: Rang) -> None:
        tried.append((delivery.attempt, delivery.last, delivery.now))
        raise ConnectionError("down")

    with closing(new_kit(url, club(feature), clock=clock)) as kit:
        create_community(kit, type="club")
        ring(kit, 1)
        for _ in range(40):
            kit.worker().drain()
            clock.go(seconds=30)
        assert [(attempt, last) for attempt, last, _ in tried] == [(1, False), (2, False), (3, True)]
        assert tried[1][2] - tried[0][2] == timedelta(seconds=30)
        assert timedelta(minutes=4) <= tried[2][2] - tried[1][2] <= timedelta(minutes=6, seconds=30)
        (parked,) = kit.worker().parked()
        assert parked.attempts == 3


def test_several_threads_follow_several_streams(club_of: MakeKit) -> None:
    meet = Barrier(2, timeout=20)

    def one(delivery: Delivery, fact: Rang) -> None:
        meet.wait()

    def two(delivery: Delivery, fact: Rang) -> None:
        meet.wait()

    kit = club_of(one, two)
    ring(kit, 1)
    assert kit.worker(threads=2).drain().done == 2


def test_one_thread_does_not(club_of: MakeKit) -> None:
    """The control: who waits for the other never meets it."""
    meet = Barrier(2, timeout=0.2)

    def one(delivery: Delivery, fact: Rang) -> None:
        meet.wait()

    def two(delivery: Delivery, fact: Rang) -> None:
        meet.wait()

    kit = club_of(one, two)
    ring(kit, 1)
    assert kit.worker(threads=1).run_once().failed == 2


def test_a_fact_whose_receivers_cannot_be_named_holds_up_no_other(url: str, clock: Clock) -> None:
    got: list[str] = []
    broken = [True]
    feature = bell()

    def receivers(unit: Any, row: Any) -> list[str]:
        if broken:
            raise LookupError("nobody knows")
        return ["a", "b"]

    @feature.subscribes_to(Rang, targets=receivers)
    def tell(delivery: Delivery, fact: Rang) -> None:
        got.append(delivery.target)

    @feature.subscribes_to(Rang)
    def other(delivery: Delivery, fact: Rang) -> None:
        got.append("other")

    with closing(new_kit(url, club(feature), clock=clock)) as kit:
        create_community(kit, type="club")
        ring(kit, 1)
        assert kit.worker().drain().failed == 1
        assert got == ["other"]
        broken.clear()
        clock.go(minutes=1)
        kit.worker().drain()
        assert sorted(got) == ["a", "b", "other"]
