"""What a worker is made with: what is refused, and what holds where nothing is said."""

import logging
from datetime import timedelta
from threading import Event, get_ident
from typing import Any

import pytest
from sqlalchemy import insert

from commkit import Delivery, Invalid, Kit
from commkit.runtime.delivery import worker as module
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.runtime.delivery.due_commands import run_due
from commkit.runtime.model.ids import Ids
from commkit.runtime.storage.tables import outbox
from tests.runtime.delivery.club import Clock, MakeKit, ring, rows
from tests.runtime.plugins import Rang, Ring
from tests.sample import OWNER

MOMENT = timedelta.resolution


@pytest.mark.parametrize(
    "wrong",
    [{"attempts": 0}, {"threads": 0}, {"lease": timedelta()}, {"lease": -MOMENT}, {"first_pause": -MOMENT}],
    ids=repr,
)
def test_a_worker_that_could_not_deliver_is_refused(sqlite_kit: Kit, wrong: Any) -> None:
    with pytest.raises(Invalid, match="at least one attempt and thread"):
        sqlite_kit.worker(**wrong)


def test_control_the_least_of_everything_is_taken(club_of: MakeKit) -> None:
    kit = club_of(lambda made, fact: None)
    ring(kit, 1)
    worker = kit.worker(attempts=1, threads=1, lease=MOMENT, first_pause=timedelta())
    assert worker.drain() == DeliveryReport(done=1)


class Rest(Event):
    """Ends a worker at its first rest, and keeps how long it would have been."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout)
        self.set()
        return True


def test_a_worker_rests_for_a_second_once_nothing_is_left_to_do(
    club_of: MakeKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_FROM_ONE_STREAM", 1)  # so that each delivery takes a round
    kit, rest = club_of(lambda made, fact: None), Rest()
    ring(kit, 1, 2, 3)
    assert kit.worker().run(rest).done == 3
    assert rest.seconds == [1.0]


def test_with_one_thread_subscribers_run_in_the_workers_own(club_of: MakeKit) -> None:
    """A host's objects often belong to a thread: connections, contexts of a framework."""
    threads: set[int] = set()

    def one(made: Delivery, fact: Rang) -> None:
        threads.add(get_ident())

    def two(made: Delivery, fact: Rang) -> None:
        threads.add(get_ident())

    kit = club_of(one, two)
    ring(kit, 1)
    assert kit.worker().drain().done == 2
    assert threads == {get_ident()}
    assert kit.worker(threads=2).drain() == DeliveryReport()
    ring(kit, 1)
    assert kit.worker(threads=2).drain().done == 2
    assert len(threads) > 1, "the control"


def test_a_hundred_parked_deliveries_are_listed_the_longest_ago_first(
    club_of: MakeKit, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[str] = []

    def tell(made: Delivery, fact: Rang) -> None:
        if made.target:
            clock.go(seconds=1)
            tried.append(made.target)
            raise ConnectionError("nobody there")
        made.forward(map(str, range(101)))

    kit = club_of(tell)
    ring(kit, 1)
    with caplog.at_level(logging.CRITICAL, logger="commkit"):
        assert kit.worker(attempts=1, lease=timedelta(days=1)).drain().parked == 101
    found = [parked.subscriber for parked in kit.worker().parked()]
    assert found == [f"club.bell:tell/{target}" for target in tried[:100]]
    assert len(kit.worker().parked(limit=200)) == 101


def test_the_backlog_is_counted_up_to_ten_thousand(club_of: MakeKit, clock: Clock) -> None:
    kit, ids = club_of(), Ids()
    ring(kit, 1)
    (like,) = rows(kit, outbox.c.community_id, outbox.c.type, outbox.c.fact, outbox.c.body)[-1:]
    more = [{**like._mapping, "id": ids.new(clock.now), "at": clock.now} for _ in range(10_000)]
    with kit.database.engine.begin() as connection:
        connection.execute(insert(outbox), more)
    assert kit.worker().backlog().unrouted == 10_000
    assert kit.worker().backlog(most=20_000).unrouted == 10_001


def test_who_reads_gauges_or_looks_for_what_is_due_waits_for_no_writer(club_of: MakeKit) -> None:
    """SQLite has one lock for all that write: a gauge that took it would stop them, and be stopped by them."""
    kit = club_of()
    with kit.session(OWNER, "town") as session:
        session.do(Ring(1))
        assert kit.worker().backlog().unrouted == 0
        assert run_due(kit._composition) == 0
    assert kit.worker().backlog().unrouted == 1
