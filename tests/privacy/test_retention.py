"""Retention: what was delivered, retried and settled long ago goes; what is still needed stays."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from commkit import SYSTEM, Delivery, Feature, Kit
from commkit.posts import Publish
from commkit.privacy import ThrowAwayOld, ThrownAway
from commkit.runtime.model.errors import Denied
from commkit.storage import cancel_scheduled, schedule
from commkit.testing.clock import ManualClock
from commkit.testing.snapshots import snapshot
from tests.acting import do, faulty, no_trace, refused
from tests.runtime.plugins import Rang, Ring, bell, club
from tests.sample import OWNER, found, new_kit

DAY = timedelta(days=1)
KEEPS = ("commkit_post", "commkit_membership", "commkit_audit", "commkit_community")


def deaf() -> Feature:
    """A bell whose hearer fails while it is deaf."""
    feature = bell()

    @feature.subscribes_to(Rang)
    def hear(delivery: Delivery, fact: Rang) -> None:
        if fact.times == 13:
            raise ConnectionError("deaf")

    return feature


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def kit(url: str, clock: ManualClock) -> Iterator[Kit]:
    with closing(new_kit(url, club(deaf()), clock=clock)) as made:
        found(made, type="club", members=("ada",))
        yield made


def throw_away(kit: Kit, **words: timedelta | None) -> ThrownAway:
    return do(kit, SYSTEM, None, ThrowAwayOld(**words))


def test_what_was_delivered_goes_after_its_time(kit: Kit, clock: ManualClock) -> None:
    with kit.session("ada", "town", idempotency_key="k") as session:
        session.do(Ring(1))
    kit.worker().drain()
    clock.advance(8 * DAY)
    gone = throw_away(kit)
    assert (gone.deliveries, gone.facts, gone.keys) == (0, 0, 1), "keys go after a week, facts after a month"
    clock.advance(30 * DAY)
    kit.worker().drain()
    gone = throw_away(kit)
    assert gone.deliveries >= 1
    assert gone.facts >= 2
    assert gone.audit == 0


def test_what_is_not_delivered_stays(kit: Kit, clock: ManualClock) -> None:
    do(kit, "ada", "town", Ring(13))
    do(kit, "ada", "town", Ring(2))
    kit.worker(attempts=1).drain()
    assert len(kit.worker().parked()) == 1
    do(kit, "ada", "town", Ring(3))  # nobody routes it
    clock.advance(365 * DAY)
    throw_away(kit)
    assert len(kit.worker().parked()) == 1, "a parked delivery keeps its fact"
    assert kit.worker().drain().done >= 1, "what waits is delivered, however late"


def test_plans_that_wait_stay(kit: Kit, clock: ManualClock) -> None:
    with kit.session("ada", "town") as session:
        schedule(session, Ring(1), at=clock() + 400 * DAY)
        cancel_scheduled(session, schedule(session, Ring(2), at=clock() + DAY))
    clock.advance(100 * DAY)
    assert throw_away(kit).plans == 1
    clock.advance(300 * DAY)
    assert kit.worker().run_once().scheduled == 1


def test_everything_else_is_left_alone(kit: Kit, clock: ManualClock) -> None:
    do(kit, "ada", "town", Publish(kind="question", title="Q", body="?"))
    kit.worker().drain()
    before = snapshot(kit)
    clock.advance(999 * DAY)
    throw_away(kit)
    after = snapshot(kit)
    for table in KEEPS:
        assert set(before[table]) <= set(after[table])


def test_the_audit_log_goes_only_where_that_is_asked_for(kit: Kit, clock: ManualClock) -> None:
    do(kit, "ada", "town", Ring(1))
    clock.advance(10 * DAY)
    assert throw_away(kit).audit == 0
    assert throw_away(kit, audit=5 * DAY).audit >= 3


def test_negative_durations_are_told_all_at_once(kit: Kit) -> None:
    with no_trace(kit), faulty(delivered="negative", audit="negative"):
        throw_away(kit, delivered=-DAY, audit=-DAY)


def test_only_the_host_throws_away(kit: Kit) -> None:
    for who in ("ada", OWNER, None):
        with no_trace(kit), refused(Denied, "runtime.not_permitted"):
            do(kit, who, None, ThrowAwayOld())
