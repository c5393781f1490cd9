"""A worker whose Kit lacks what a delivery needs leaves it to one that has it: nothing is swallowed, nothing parked."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any, Protocol

import pytest

from commkit import Delivery, Feature, Kit
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.runtime.delivery.routing import route
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.runtime.model.records import WaitingWork
from commkit.runtime.storage.tables import delivery, outbox, scheduled_command
from commkit.testing.contexts import context_of
from tests.runtime.delivery.club import Clock, MakeKit, ring, rows
from tests.runtime.plugins import Rang, Ring, bell, club
from tests.sample import OWNER, create_community, new_kit


class Tower(Protocol):
    """Where bells are heard."""

    def hear(self, times: int) -> None:
        """Somebody rang."""
        ...


class Listening:
    def __init__(self) -> None:
        self.heard: list[int] = []

    def hear(self, times: int) -> None:
        self.heard.append(times)


def towered(tower: Listening | None = None, *, forwards: int = 0) -> Feature:
    """The bell, heard in a tower of the host; by several receivers, where it forwards."""
    feature = bell(port_types=(Tower,), ports={Tower: tower} if tower else {})

    @feature.subscribes_to(Rang)
    def hear(delivery: Delivery, fact: Rang) -> None:
        if forwards and not delivery.target:
            delivery.forward(map(str, range(forwards)))
        elif fact.times:
            delivery.port(Tower).hear(fact.times)

    return feature


@pytest.fixture
def kits(url: str, clock: Clock) -> Iterator[Callable[..., Kit]]:
    """Makes Kits of one database, whose type `club` has these features."""
    with ExitStack() as stack:
        yield lambda *features: stack.enter_context(closing(new_kit(url, club(*features), clock=clock)))


def waiting(kit: Kit) -> dict[str, int]:
    return {work.need: work.count for work in kit.worker().waiting()}


def test_a_port_that_a_worker_lacks_is_waited_for(kits: Any, caplog: pytest.LogCaptureFixture) -> None:
    tower = Listening()
    without, right = kits(towered()), kits(towered(tower))
    create_community(without, type="club")
    ring(without, 1, 2, 3)
    worker = without.worker()
    with caplog.at_level(logging.WARNING, logger="commkit"):
        assert worker.drain() == DeliveryReport(left=1)
        assert worker.drain() == DeliveryReport()
    need = f"port {Tower.__module__}.Tower"
    (told,) = caplog.messages
    assert told == f"delivery.need_missing need={need}: deliveries wait for a worker that has it"
    assert worker.waiting() == (WaitingWork(need, 3),)
    assert (
        rows(without, delivery.c.attempts, delivery.c.done_at, delivery.c.parked_at, delivery.c.error)
        == [(0, None, None, None)] * 3
    )
    assert right.worker().drain() == DeliveryReport(done=3)
    assert tower.heard == [1, 2, 3], "in order, each once"
    assert waiting(without) == {}


def test_what_needs_no_port_is_delivered_without_it(kits: Any) -> None:
    without = kits(towered())
    create_community(without, type="club")
    ring(without, 0, 0)
    assert without.worker().drain() == DeliveryReport(done=2)


def test_streams_that_wait_keep_no_others_from_being_delivered(kits: Any) -> None:
    """More streams wait than a worker looks at in one round."""
    heard: list[int] = []
    other = Feature("club.ears")
    other.subscribes_to(Rang)(lambda delivery, fact: heard.append(fact.times))
    without = kits(towered(forwards=120), other)
    create_community(without, type="club")
    ring(without, 1)
    without.worker().drain()
    assert waiting(without) == {f"port {Tower.__module__}.Tower": 120}
    ring(without, 2, 3)
    assert without.worker().drain().done >= 2
    assert heard == [1, 2, 3]
    tower = Listening()
    kits(towered(tower, forwards=120), other).worker().drain()
    assert sorted(tower.heard) == sorted([1, 2, 3] * 120)


def test_a_stream_that_waits_ends_no_other_ones_round(kits: Any) -> None:
    heard: list[int] = []
    other = Feature("club.ears")
    other.subscribes_to(Rang)(lambda delivery, fact: heard.append(fact.times))
    without = kits(towered(), other)
    create_community(without, type="club")
    without.worker().drain()
    ring(without, 1, 2, 3)
    assert without.worker().run_once() == DeliveryReport(done=3, left=1)
    assert heard == [1, 2, 3]


def test_only_what_is_behind_a_need_counts_as_waiting_for_it(
    kits: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Not what was delivered before, nor what another stream or another community still has to do."""
    stuck = Feature("club.stuck")

    @stuck.subscribes_to(Rang)
    def fail(delivery: Delivery, fact: Rang) -> None:
        raise ValueError("stuck")

    without = kits(towered(), stuck)
    for place in ("town", "city"):
        create_community(without, place, type="club")
    ring(without, 0, 0, 1, 2, 3)
    ring(without, 0, place="city")
    with caplog.at_level(logging.CRITICAL, logger="commkit"):
        assert without.worker().drain() == DeliveryReport(done=3, left=1, failed=2)
    assert waiting(without) == {f"port {Tower.__module__}.Tower": 3}


def test_a_subscriber_that_a_worker_lacks_is_waited_for(club_of: MakeKit) -> None:
    heard: list[int] = []
    attempts: list[int] = []

    def hear(delivery: Delivery, fact: Rang) -> None:
        attempts.append(delivery.attempt)
        if fact.times == 1 and not heard:
            heard.append(0)
            raise ValueError("not today")
        heard.append(fact.times)

    right, without = club_of(hear), club_of()
    ring(right, 1, 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("commkit.runtime.delivery.worker._log.exception", lambda *_: None)
        right.worker().run_once()
    clock: Any = right._composition.clock
    clock.go(hours=1)
    assert without.worker().drain() == DeliveryReport(left=1)
    assert waiting(without) == {"subscriber club.bell:hear in club": 2}
    assert right.worker().drain() == DeliveryReport(done=2)
    assert heard == [0, 1, 2]
    assert attempts == [1, 2, 1], "what another worker left is no attempt"


def test_a_fact_that_a_worker_does_not_know_is_not_routed_by_it(kits: Any, url: str, clock: Clock) -> None:
    heard: list[int] = []
    feature = bell()
    feature.subscribes_to(Rang)(lambda delivery, fact: heard.append(fact.times))
    right = kits(feature)
    create_community(right, type="club")
    right.worker().drain()
    ring(right, 4)
    quiet = Feature("club.bell", grants={"member": {"club.ring"}})
    without = kits(quiet)
    assert without.worker().drain() == DeliveryReport()
    assert waiting(without) == {"fact club.rang": 1}
    assert rows(without, outbox.c.fact, outbox.c.routed_at)[-1] == ("club.rang", None)
    with closing(new_kit(url, clock=clock)) as core:
        assert core.worker().drain() == DeliveryReport()
        assert waiting(core) == {"type club": 1}
    assert right.worker().drain() == DeliveryReport(done=1)
    assert heard == [4]


def test_a_routed_fact_of_an_unknown_type_waits_too(kits: Any, url: str, clock: Clock) -> None:
    tower = Listening()
    right = kits(towered(tower))
    create_community(right, type="club")
    ring(right, 5)
    route(right._composition)
    with closing(new_kit(url, clock=clock)) as core:
        assert core.worker().drain() == DeliveryReport(left=1)
        assert waiting(core) == {"type club": 1}
    assert right.worker().drain() == DeliveryReport(done=1)
    assert tower.heard == [5]


def test_a_scheduled_command_that_a_worker_does_not_know_waits(kits: Any, clock: Clock) -> None:
    right = kits(bell())
    create_community(right, type="club")
    with right.session(OWNER, "town") as session:
        schedule_command(context_of(session), Ring(7), at=clock.now)
    without = kits(Feature("club.bell"))
    for _ in range(15):  # more often than a command that fails is tried
        assert without.worker().drain() == DeliveryReport()
        clock.go(hours=2)
    assert waiting(without) == {"command club.ring": 1}
    assert rows(without, scheduled_command.c.attempts, scheduled_command.c.done_at) == [(0, None)]
    assert right.worker().run_once().scheduled == 1
    assert waiting(right) == {}
