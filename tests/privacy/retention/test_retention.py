"""Retention: what was delivered, retried and settled long ago goes; what is still needed stays."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from commkit import SYSTEM, Delivery, Feature, Kit
from commkit.posts import CreateThread
from commkit.privacy import PurgeExpired, PurgeResult
from commkit.runtime.model.errors import Denied
from commkit.storage import cancel_scheduled, schedule_command
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from commkit.testing.snapshots import snapshot
from tests.helpers import assert_invalid, assert_refused, assert_unchanged, do
from tests.runtime.plugins import Rang, Ring, bell, club
from tests.sample import OWNER, create_community, new_kit

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
        create_community(made, type="club", members=("ada",))
        yield made


def purge(kit: Kit, **words: timedelta | None) -> PurgeResult:
    return do(kit, SYSTEM, None, PurgeExpired(**words))


def test_what_was_delivered_goes_after_its_time(kit: Kit, clock: ManualClock) -> None:
    with kit.session("ada", "town", idempotency_key="k") as session:
        session.do(Ring(1))
    kit.worker().drain()
    clock.advance(8 * DAY)
    gone = purge(kit)
    assert (gone.deliveries, gone.facts, gone.idempotency_keys) == (0, 0, 1), (
        "keys go after a week, facts after a month"
    )
    clock.advance(30 * DAY)
    kit.worker().drain()
    gone = purge(kit)
    assert gone.deliveries >= 1
    assert gone.facts >= 2
    assert gone.audit_entries == 0


def test_what_is_not_delivered_stays(kit: Kit, clock: ManualClock) -> None:
    do(kit, "ada", "town", Ring(13))
    do(kit, "ada", "town", Ring(2))
    kit.worker(attempts=1).drain()
    assert len(kit.worker().parked()) == 1
    do(kit, "ada", "town", Ring(3))  # nobody routes it
    clock.advance(89 * DAY)
    assert purge(kit).parked_deliveries == 0
    assert len(kit.worker().parked()) == 1, "a parked delivery keeps its fact"
    clock.advance(300 * DAY)
    assert purge(kit).parked_deliveries == 1
    assert kit.worker().parked() == ()
    assert kit.worker().drain().done >= 1, "what waits is delivered, however late"


def test_scheduled_commands_that_wait_stay(kit: Kit, clock: ManualClock) -> None:
    with kit.session("ada", "town") as session:
        schedule_command(context_of(session), Ring(1), at=clock() + 400 * DAY)
        cancel_scheduled(
            context_of(session), schedule_command(context_of(session), Ring(2), at=clock() + DAY)
        )
    clock.advance(100 * DAY)
    assert purge(kit).scheduled_commands == 1
    clock.advance(300 * DAY)
    assert kit.worker().run_once().scheduled == 1


def test_everything_else_is_left_alone(kit: Kit, clock: ManualClock) -> None:
    do(kit, "ada", "town", CreateThread(kind="question", title="Q", body="?"))
    kit.worker().drain()
    before = snapshot(kit)
    clock.advance(999 * DAY)
    purge(kit)
    after = snapshot(kit)
    for table in KEEPS:
        assert set(before[table]) <= set(after[table])


def test_the_audit_log_goes_only_where_that_is_asked_for(kit: Kit, clock: ManualClock) -> None:
    do(kit, "ada", "town", Ring(1))
    clock.advance(10 * DAY)
    assert purge(kit).audit_entries == 0
    assert purge(kit, audit_entries=5 * DAY).audit_entries >= 3


def test_all_negative_durations_are_listed(kit: Kit) -> None:
    with assert_unchanged(kit), assert_invalid(deliveries="negative", audit_entries="negative"):
        purge(kit, deliveries=-DAY, audit_entries=-DAY)


def test_no_duration_is_too_long_for_the_calendar(kit: Kit) -> None:
    with assert_unchanged(kit), assert_invalid(idempotency_keys="out_of_range", deliveries="out_of_range"):
        purge(kit, idempotency_keys=timedelta.max, deliveries=timedelta.min)


def test_only_the_host_purges(kit: Kit) -> None:
    for who in ("ada", OWNER, None):
        with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
            do(kit, who, None, PurgeExpired())
