"""The worker: each fact to each subscriber, at least once, in order, whoever fails."""

import logging
from contextlib import closing
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import delete

from commkit import Delivery, Feature, Worker
from commkit.posts import CreateThread, PostCreated
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.runtime.model.errors import StorageFull
from commkit.runtime.model.records import PendingDelivery
from commkit.runtime.storage.tables import delivery, outbox
from tests.runtime.delivery.club import Clock, MakeKit, ring, rows
from tests.runtime.plugins import Rang, club
from tests.runtime.rows import counts
from tests.sample import OWNER, create_community, new_kit


def test_each_fact_reaches_each_subscriber_once_and_in_order(club_of: MakeKit) -> None:
    heard: dict[str, list[int]] = {"one": [], "two": []}

    def one(delivery: Delivery, fact: Rang) -> None:
        heard["one"].append(fact.times)

    def two(delivery: Delivery, fact: Rang) -> None:
        heard["two"].append(fact.times)

    kit = club_of(one, two)
    ring(kit, *range(20))
    assert kit.worker().drain() == DeliveryReport(done=40)
    assert heard == {"one": list(range(20)), "two": list(range(20))}
    assert kit.worker().drain() == DeliveryReport()


def test_a_worker_that_runs_leaves_nothing_waiting(club_of: MakeKit, clock: Clock) -> None:
    kit = club_of(lambda delivery, fact: None)
    kit.worker().drain()
    ring(kit, 1)
    clock.go(minutes=9.9)
    assert (kit.worker().is_behind(), kit.worker().is_behind(by=timedelta(minutes=9))) == (False, True)
    clock.go(minutes=0.2)
    assert kit.worker().is_behind()
    kit.worker().drain()
    assert not kit.worker().is_behind()


def test_the_backlog_counts_what_is_still_to_be_done(club_of: MakeKit, clock: Clock) -> None:
    def hear(_: Delivery, fact: Rang) -> None:
        if fact.times > 2:
            raise ValueError("boom")

    kit = club_of(hear)
    ring(kit, 1, 2, 3, 4, 5)
    told = kit.worker().backlog()
    assert (told.unrouted, told.waiting, told.parked) == (5, 0, 0)
    kit.worker(attempts=2).drain()
    told = kit.worker().backlog()
    assert (told.unrouted, told.waiting, told.parked) == (0, 3, 0)  # two are done
    clock.go(minutes=5)
    kit.worker(attempts=2).run_once()
    told = kit.worker().backlog()
    assert (told.unrouted, told.waiting, told.parked) == (0, 2, 1)
    assert kit.worker().backlog(most=1).waiting == 1


def test_what_is_delivered_is_whole(club_of: MakeKit, clock: Clock) -> None:
    heard: list[tuple[Delivery, Rang]] = []
    kit = club_of(lambda delivery, fact: heard.append((delivery, fact)))
    told: list[Rang] = []
    kit.on(Rang)(told.append)
    ring(kit, 3)
    clock.go(minutes=5)
    kit.worker().drain()
    ((made, fact),) = heard
    assert (fact, fact.id, fact.community, fact.actor, fact.at) == (
        told[0], told[0].id, told[0].community, told[0].actor, told[0].at,
    )  # fmt: skip
    assert (made.fact, made.attempt, made.now) == (fact, 1, clock.now)
    assert made.id == f"{fact.id}:club.bell:<lambda>"


def test_facts_go_only_to_features_of_the_communitys_type(url: str) -> None:
    heard: list[str] = []
    other = Feature("other.ears")

    @other.subscribes_to(PostCreated)
    def hear(delivery: Delivery, fact: PostCreated) -> None:
        with delivery.context(read_only=True) as context:
            heard.append(context.community.slug)

    with closing(new_kit(url, club(other, name="other"))) as kit:
        create_community(kit, "town", type="forum")
        create_community(kit, "city", type="other")
        for place in ("town", "city"):
            with kit.session(OWNER, place) as session:
                session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
        kit.worker().drain()
        assert heard == ["city"]
        subscribers = {name for (name,) in rows(kit, delivery.c.subscriber)}
        others = {name for name in subscribers if not name.startswith("notifications:")}
        assert others == {"other.ears:hear", "posts:review_trust"}


def test_facts_of_a_type_that_is_not_installed_wait_for_it(club_of: MakeKit, url: str, clock: Clock) -> None:
    heard: list[int] = []
    kit = club_of(lambda delivery, fact: heard.append(fact.times))
    ring(kit, 1)
    with closing(new_kit(url, clock=clock)) as without:
        create_community(without, "plain")
        assert without.worker().drain() == DeliveryReport()
        assert [fact for (fact,) in rows(without, outbox.c.fact) if fact == "club.rang"]
    kit.worker().drain()
    assert heard == [1]


def test_a_subscriber_that_fails_is_tried_again_after_growing_pauses_and_then_parked(
    club_of: MakeKit, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    attempts: list[tuple[int, int, str]] = []
    good: list[int] = []

    def picky(delivery: Delivery, fact: Rang) -> None:
        attempts.append((fact.times, delivery.attempt, delivery.id))
        if fact.times == 1:
            raise ValueError("boom")

    def easy(delivery: Delivery, fact: Rang) -> None:
        good.append(fact.times)

    kit = club_of(picky, easy)
    ring(kit, 1, 2)
    worker = kit.worker(attempts=4, first_pause=timedelta(seconds=10))
    with caplog.at_level(logging.CRITICAL, logger="commkit"):
        assert worker.drain() == DeliveryReport(done=2, failed=1)
        # The failing stream does not hold up the other one, and keeps its own order.
        assert good == [1, 2]
        assert [times for times, *_ in attempts] == [1]
        for pause in (10, 20):
            clock.go(seconds=pause * 0.7)
            assert worker.drain() == DeliveryReport()  # too early
            clock.go(seconds=pause * 0.6)
            assert worker.drain() == DeliveryReport(failed=1)
        clock.go(seconds=40 * 1.3)
        assert worker.drain() == DeliveryReport(parked=1, done=1)
    assert [(times, attempt) for times, attempt, _ in attempts] == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1)]
    assert len({id for times, _, id in attempts if times == 1}) == 1
    ((error,),) = [row for row in rows(kit, delivery.c.error) if row[0]]
    assert error == "ValueError: boom"


def test_by_default_a_lease_lasts_five_minutes_and_a_delivery_is_tried_twelve_times(
    club_of: MakeKit, clock: Clock
) -> None:
    leases: list[timedelta] = []

    def hear(_: Delivery, fact: Rang) -> None:
        ((until,),) = rows(kit, delivery.c.leased_until)
        leases.append(until - clock.now)
        raise ValueError("boom")

    kit = club_of(hear)
    ring(kit, 1)
    assert kit.worker().drain() == DeliveryReport(failed=1)
    clock.go(seconds=2 * 0.7)
    assert kit.worker().drain() == DeliveryReport()  # too early
    clock.go(seconds=2 * 0.6)
    assert kit.worker().drain() == DeliveryReport(failed=1)
    for _ in range(9):
        clock.go(hours=1.3)  # no pause is longer than an hour, give or take a fifth
        assert kit.worker().drain() == DeliveryReport(failed=1)
    clock.go(hours=1.3)
    assert kit.worker().drain() == DeliveryReport(parked=1)
    assert leases == [timedelta(minutes=5)] * 12


def test_a_delivery_that_takes_its_worker_down_each_time_is_parked_too(
    club_of: MakeKit, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[int] = []

    def deadly(delivery: Delivery, fact: Rang) -> None:
        if fact.times == 1:
            raise SystemExit  # as good as a kill: the worker ends and marks nothing
        heard.append(fact.times)

    kit = club_of(deadly)
    ring(kit, 1, 2)
    for _ in range(3):
        with pytest.raises(SystemExit):
            kit.worker(attempts=3, lease=timedelta(minutes=1)).drain()
        clock.go(minutes=2)
    with caplog.at_level(logging.CRITICAL, logger="commkit"):
        worker = kit.worker(attempts=3)
        assert worker.drain() == DeliveryReport(done=1, parked=1)
    assert heard == [2]
    (parked,) = worker.parked()
    assert (parked.subscriber, parked.attempts) == (
        "club.bell:deadly",
        4,
    )  # the last one was only taken up to be parked
    assert "died" in parked.error


def test_what_was_parked_can_be_taken_up_again(club_of: MakeKit, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[int] = []
    broken = True

    def mended(delivery: Delivery, fact: Rang) -> None:
        if broken:
            raise ValueError("not yet")
        heard.append(fact.times)

    kit = club_of(mended)
    ring(kit, 1, 2)
    worker = kit.worker(attempts=1)
    with caplog.at_level(logging.CRITICAL, logger="commkit"):
        assert worker.drain() == DeliveryReport(parked=2)
    broken = False
    assert worker.drain() == DeliveryReport()
    assert worker.retry_parked() == 2
    assert worker.drain() == DeliveryReport(done=2)
    assert (heard, worker.parked()) == ([1, 2], ())


def test_other_communities_go_on_while_one_fails(club_of: MakeKit) -> None:
    heard: list[int] = []

    def picky(delivery: Delivery, fact: Rang) -> None:
        if fact.times == 1:
            raise ValueError("boom")
        heard.append(fact.times)

    kit = club_of(picky)
    create_community(kit, "city", type="club")
    ring(kit, 1, 2)
    ring(kit, 3, place="city")
    logging.getLogger("commkit").setLevel(logging.CRITICAL)
    try:
        kit.worker().drain()
    finally:
        logging.getLogger("commkit").setLevel(logging.NOTSET)
    assert heard == [3]


def test_a_subscriber_may_act_and_once_means_once(club_of: MakeKit, clock: Clock, caplog: Any) -> None:
    def answer(delivery: Delivery, fact: Rang) -> None:
        with delivery.context(once=True) as context:
            context.do(CreateThread(kind="question", title="Somebody rang", body="Who?"))
        if delivery.attempt == 1:
            raise ValueError("after it was done")

    kit = club_of(answer)
    ring(kit, 1)
    with caplog.at_level(logging.CRITICAL, logger="commkit"):
        kit.worker().drain()
    clock.go(minutes=1)
    kit.worker().drain()
    assert counts(kit)["post"] == 1


def test_a_worker_goes_on_when_the_database_does_not_take_its_state(
    club_of: MakeKit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    worker, stop, tries = club_of().worker(), Event(), []

    def run_once() -> DeliveryReport:
        tries.append(1)
        if len(tries) == 1:
            raise StorageFull("runtime.storage_full", "make room")
        stop.set()
        return DeliveryReport(done=1)

    monkeypatch.setattr(worker, "run_once", run_once)
    with caplog.at_level(logging.ERROR, logger="commkit"):
        worker.run(stop, idle=0.01)
    assert len(tries) == 2
    assert "delivery.state_not_stored" in caplog.text


def test_what_is_purged_while_a_worker_holds_it_is_delivered_no_more(
    club_of: MakeKit, caplog: pytest.LogCaptureFixture
) -> None:
    delivered: list[int] = []

    def purge(_: Delivery, fact: Rang) -> None:
        delivered.append(fact.times)
        with kit.database.engine.begin() as connection:
            connection.execute(delete(delivery).where(delivery.c.fact_id != fact.id))
            connection.execute(delete(outbox).where(outbox.c.id != fact.id))

    kit = club_of(purge)
    ring(kit, 1)
    ring(kit, 2)
    with caplog.at_level(logging.CRITICAL, logger="commkit"):
        kit.worker().drain()
    assert delivered == [1]
    assert kit.worker().drain() == DeliveryReport()


def test_what_is_purged_right_after_it_was_leased_is_delivered_no_more(
    club_of: MakeKit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    delivered: list[int] = []

    def hear(_: Delivery, fact: Rang) -> None:
        delivered.append(fact.times)

    kit = club_of(hear)
    ring(kit, 1)
    take = Worker._take

    def take_and_purge(worker: Worker, pending: PendingDelivery) -> bool:
        taken = take(worker, pending)
        with kit.database.engine.begin() as connection:
            connection.execute(delete(delivery))
            connection.execute(delete(outbox))
        return taken

    monkeypatch.setattr(Worker, "_take", take_and_purge)
    with caplog.at_level(logging.ERROR, logger="commkit"):
        assert kit.worker().run_once().failed == 1
    assert "its fact is there no more" in caplog.text
    assert (delivered, kit.worker().drain()) == ([], DeliveryReport())
