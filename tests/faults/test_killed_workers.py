"""A worker is killed again and again: every delivery is made at least once, under one id, in order."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from commkit import Delivery, Kit, Worker
from commkit.runtime.delivery import outbox as sql
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.runtime.model.records import PendingDelivery
from commkit.testing.faults import FaultSchedule, inject_faults, kill_at_random, kill_at_step, kill_process
from tests.faults.conftest import WHOLE
from tests.runtime.delivery.club import worker_of
from tests.runtime.plugins import Rang, Ring, bell, club
from tests.runtime.processes import CONTEXT
from tests.sample import OWNER, create_community, new_kit

KILLS = 100
PLACES = ("town", "city")

Heard = tuple[str, str, int]
"""A delivery's id, the place it tells of, and its number there."""


class Later:
    """The time of a process that starts when the leases of those before it have run out."""

    def __init__(self, turn: int) -> None:
        self._by = timedelta(minutes=10) * turn

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._by


def listening(url: str, tell: Callable[[Heard], object], turn: int = 0) -> Kit:
    """A kit with a subscriber that tells what it hears."""
    feature = bell()

    @feature.subscribes_to(Rang)
    def hear(delivery: Delivery, fact: Rang) -> None:
        time.sleep(0.001)  # a delivery takes its time, before and after it arrives
        tell((delivery.id, str(fact.community), fact.times))
        time.sleep(0.001)

    return new_kit(url, club(feature), clock=Later(turn))


class Hasty(Worker):
    """The control: a worker that marks first and delivers then."""

    def _deliver(self, pending: PendingDelivery) -> DeliveryReport:
        self._mark(sql.DONE, pending, now=self._now())
        return super()._deliver(pending)


def work_on(tell: Callable[[Heard], object], url: str, turn: int) -> None:
    with closing(listening(url, tell, turn)) as kit:
        while True:
            kit.worker().drain()
            tell(("", "", -1))  # it is still there
            time.sleep(0.01)


@pytest.fixture
def rung(url: str) -> Iterator[Callable[[int], Kit]]:
    """Rings so often in two places; gives a kit that tells nobody."""
    with closing(listening(url, lambda heard: None)) as kit:
        for place in PLACES:
            create_community(kit, place, type="club")
        kit.worker().drain()

        def ring(times: int) -> Kit:
            for place in PLACES:
                with kit.session(OWNER, place) as session:
                    for number in range(times):
                        session.do(Ring(number))
            return kit

        yield ring


def finish(url: str, turn: int) -> list[Heard]:
    """What a worker that nobody kills delivers of the rest."""
    heard: list[Heard] = []
    with closing(listening(url, heard.append, turn)) as kit:
        kit.worker().drain()
    return heard


def faults_of(heard: list[Heard], times: int) -> list[str]:
    """What is wrong with deliveries in the order in which they were made."""
    wrong = []
    for place in {place for _, place, _ in heard}:
        numbers = [number for _, where, number in heard if where == place]
        if lost := set(range(times)) - set(numbers):
            wrong.append(f"lost {sorted(lost)}")
        if [number for number, _ in groupby(numbers)] != sorted(set(numbers)):
            wrong.append(f"out of order: {numbers}")
    ids = {
        (place, number): {i for i, p, n in heard if (p, n) == (place, number)} for _, place, number in heard
    }
    wrong += [f"{what} came under {len(found)} ids" for what, found in ids.items() if len(found) > 1]
    return wrong


def kill_again_and_again(url: str, kills: int) -> list[Heard]:
    chance = random.Random(kills)
    heard: list[Heard] = []
    for turn in range(kills):
        after = chance.randint(1, 8)
        acknowledged = kill_at_random(
            work_on, url, turn, chance=chance, after=after, within=0.002, start_method=CONTEXT
        )
        heard += [(id, place, number) for id, place, number in acknowledged if id]
    return heard + finish(url, kills)


@pytest.mark.slow
def test_every_delivery_is_made_under_one_id_and_in_order(
    rung: Callable[[int], Kit], url: str, share: Callable[[int], int]
) -> None:
    times = 4 * share(KILLS)
    rung(times)
    heard = kill_again_and_again(url, share(KILLS))
    assert faults_of(heard, times) == []
    assert len(heard) > 2 * times, "no worker was killed between delivery and mark"


def deliver_all(schedule: FaultSchedule, url: str, turn: int, file: Path, kind: type[Worker]) -> None:
    with file.open("a") as heard:

        def tell(what: Heard) -> None:
            heard.write(f"{what[0]} {what[1]} {what[2]}\n")
            heard.flush()

        with closing(listening(url, tell, turn)) as kit, inject_faults(kit, schedule) as twin:
            worker_of(twin, kind).drain()


def read(file: Path) -> list[Heard]:
    lines: list[Any] = [line.split() for line in file.read_text().splitlines()]
    return [(id, place, int(number)) for id, place, number in lines]


@pytest.mark.parametrize("kind", [Worker, Hasty], ids=["as it is", "control: marks first"])
def test_a_worker_may_be_killed_at_each_of_its_steps(
    rung: Callable[[int], Kit], url: str, tmp_path: Path, kind: type[Worker]
) -> None:
    kit = rung(0)
    file = tmp_path / "heard"
    heard: list[Heard] = []
    died, at, times = True, 1, 0
    while died and not faults_of(heard, times):
        with kit.session(OWNER, "town") as session:
            session.do(Ring(times))
        died = kill_at_step(deliver_all, url, 2 * times, file, kind, at=at, start_method=CONTEXT)
        deliver_all(FaultSchedule(0, kill_process), url, 2 * times + 1, file, kind)
        heard = read(file)
        times += 1
        at += 1 if WHOLE or kind is Hasty else 2  # what is between delivery and mark are two steps
    if kind is Worker:
        assert faults_of(heard, times) == []
        assert len(heard) > times > 4, "it was never killed between delivery and mark"
    else:
        assert any(line.startswith("lost") for line in faults_of(heard, times))
