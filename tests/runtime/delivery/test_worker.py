"""The worker: each fact to each subscriber, at least once, in order, whoever dies or fails."""

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from threading import Barrier, Event, Lock, Thread
from typing import Any

import pytest
from sqlalchemy import bindparam, select, update

from commkit import Delivery, Feature, Kit, Worker
from commkit.posts import CreateThread, EditPost, PostCreated
from commkit.runtime.delivery import outbox as sql
from commkit.runtime.delivery import worker as module
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.runtime.storage.tables import delivery, outbox
from commkit.storage import statement
from tests.runtime.plugins import Rang, Ring, bell, club
from tests.runtime.processes import CONTEXT
from tests.runtime.rows import counts
from tests.sample import OWNER, create_community, new_kit


class Clock:
    """Time that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **words: float) -> None:
        self.now += timedelta(**words)


Subscriber = Callable[[Delivery, Rang], None]
MakeKit = Callable[..., Kit]


def heard_by(*subscribers: Subscriber) -> Feature:
    """The bell, and who hears of it."""
    feature = bell()
    for subscriber in subscribers:
        feature.subscribes_to(Rang)(subscriber)
    return feature


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def club_of(url: str, clock: Clock) -> Iterator[MakeKit]:
    """Makes a Kit with the type `club` and these subscribers; the first one also founds the community."""
    with ExitStack() as stack:
        made: list[Kit] = []

        def make(*subscribers: Subscriber, **options: Any) -> Kit:
            kit = stack.enter_context(
                closing(new_kit(url, club(heard_by(*subscribers)), **({"clock": clock} | options)))
            )
            if not made:
                create_community(kit, type="club")
                kit.worker().drain()
            made.append(kit)
            return kit

        yield make


def ring(kit: Kit, *times: int, place: str = "town") -> None:
    for time in times:
        with kit.session(OWNER, place) as session:
            session.do(Ring(time))


def rows(kit: Kit, *columns: Any) -> list[Any]:
    with kit.database.engine.connect() as connection:
        return list(connection.execute(select(*columns)).all())


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
    worker = Worker(kit._composition, attempts=4, first_pause=timedelta(seconds=10))
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


def test_a_subscriber_that_was_uninstalled_is_parked_in_the_end(
    club_of: MakeKit, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    def gone(delivery: Delivery, fact: Rang) -> None:
        raise ValueError("not today")

    with caplog.at_level(logging.CRITICAL, logger="commkit"):
        before = club_of(gone)
        ring(before, 1)
        before.worker().drain()
        clock.go(minutes=1)
        after = club_of()
        worker = Worker(after._composition, attempts=2)
        assert worker.drain() == DeliveryReport(parked=1)
    assert ("LookupError: club.bell:gone is not installed",) in rows(after, delivery.c.error)


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


# --- many facts, many workers --------------------------------------------------------------------------------------


def test_drain_goes_through_more_facts_than_one_round_routes(
    club_of: MakeKit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ROUTE_AT_ONCE", 3)
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
    workers = [Thread(target=Worker(kit._composition, name=f"worker {n}").drain) for n in range(count)]
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
    kit.worker()._route()
    workers = [Thread(target=Worker(kit._composition, name=name).run_once) for name in ("one", "two")]
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
    first = Thread(target=Worker(kit._composition, name="first", lease=timedelta(minutes=5)).run_once)
    first.start()
    assert stuck.wait(timeout=30)
    second = Worker(kit._composition, name="second")
    clock.go(minutes=4)
    assert second.drain() == DeliveryReport()  # it is still the first one's
    clock.go(minutes=2)
    assert second.drain() == DeliveryReport(done=1)
    ((done_at, by),) = rows(kit, delivery.c.done_at, delivery.c.worker)
    clock.go(minutes=1)
    go_on.set()
    first.join(timeout=30)
    # The first one comes too late to say anything about it.
    assert rows(kit, delivery.c.done_at, delivery.c.worker) == [(done_at, by)]
    assert [who for who, _ in heard] == ["first", "second"]
    assert heard[0][1] == heard[1][1]


def test_run_stops_when_it_is_told_to(club_of: MakeKit) -> None:
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


# --- receivers of one subscriber ------------------------------------------------------------------------------------


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


def test_whose_receivers_cannot_be_told_holds_up_nobody_else(url: str, clock: Clock) -> None:
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
