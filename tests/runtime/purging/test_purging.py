"""Purging: what was delivered, retried and settled long ago goes; what is still needed stays."""

from datetime import datetime, timedelta

from attrs import evolve
from sqlalchemy import select

from commkit import Delivery, Kit
from commkit.posts import CreateThread
from commkit.privacy import ErasePerson, ExportPerson
from commkit.runtime.composing.retention import PurgeRule
from commkit.runtime.storage.retention import PurgeStatements
from commkit.runtime.storage.tables import audit, delivery, idempotency, outbox, scheduled_command
from commkit.storage import cancel_scheduled, schedule_command
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from commkit.testing.snapshots import snapshot
from tests.helpers import ask, do
from tests.runtime.plugins import Rang, Ring
from tests.runtime.purging.purges import DAY, MakeKit, add_audit_entries, composition_of, count
from tests.sample import OWNER

KEEPS = ("commkit_post", "commkit_membership", "commkit_audit", "commkit_community")


def test_what_was_delivered_goes_after_its_time(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping()
    with kit.session("ada", "town", idempotency_key="k") as session:
        session.do(Ring(1))
    kit.worker(purge=False).drain()
    facts = count(kit, outbox)
    clock.advance(8 * DAY)
    assert kit.purge().purged == {"idempotency_keys": 1}, "keys go after a week, facts after a month"
    clock.advance(23 * DAY)
    assert kit.purge().purged == {"deliveries": 1, "outbox": facts}
    assert count(kit, audit) > 0


def test_what_is_not_delivered_stays(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping()
    do(kit, "ada", "town", Ring(13))
    do(kit, "ada", "town", Ring(2))
    kit.worker(attempts=1, purge=False).drain()
    assert len(kit.worker().parked()) == 1
    do(kit, "ada", "town", Ring(3))  # nobody routes it
    clock.advance(400 * DAY)
    kit.purge()
    assert len(kit.worker().parked()) == 1
    assert count(kit, outbox) == 2, "of the parked one, and of the one that waits"
    assert kit.worker().drain().done == 1, "what waits is delivered, however late"
    assert kit.worker().retry_parked() == 1


def test_what_was_given_up_goes_where_the_host_says_so(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping(parked_deliveries=90 * DAY)
    do(kit, "ada", "town", Ring(13))
    kit.worker(attempts=1, purge=False).drain()
    clock.advance(89 * DAY)
    assert "parked_deliveries" not in kit.purge().purged
    clock.advance(2 * DAY)
    assert kit.purge().purged["parked_deliveries"] == 1
    kit.purge()
    assert count(kit, outbox) == 0


def test_scheduled_commands_that_wait_stay(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping()
    with kit.session("ada", "town") as session:
        schedule_command(context_of(session), Ring(1), at=clock() + 400 * DAY)
        cancel_scheduled(
            context_of(session), schedule_command(context_of(session), Ring(2), at=clock() + DAY)
        )
    clock.advance(100 * DAY)
    assert kit.purge().purged["scheduled_commands"] == 1
    assert count(kit, scheduled_command) == 1
    clock.advance(300 * DAY)
    assert kit.worker().run_once().scheduled == 1


def test_everything_else_is_left_alone(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping()
    do(kit, "ada", "town", CreateThread(kind="question", title="Q", body="?"))
    kit.worker().drain()
    before = snapshot(kit)
    clock.advance(999 * DAY)
    kit.purge()
    after = snapshot(kit)
    for table in KEEPS:
        assert set(before[table]) <= set(after[table])


def test_the_audit_log_goes_only_where_that_is_asked_for(keeping: MakeKit, clock: ManualClock) -> None:
    kit, brief = keeping(), keeping(audit=5 * DAY)
    add_audit_entries(kit, 3, clock())
    clock.advance(4 * DAY)
    brief.purge()
    clock.advance(2 * DAY)
    kit.purge()
    before = count(kit, audit)
    assert brief.purge().purged["audit"] == before


def test_none_keeps_what_would_go(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping(outbox=None, deliveries=None)
    do(kit, "ada", "town", Ring(1))
    kit.worker(purge=False).drain()
    clock.advance(9_999 * DAY)
    assert kit.purge().purged.keys() & {"outbox", "deliveries"} == set()


class OnceThenFails:
    """Does something once, and fails behind it until it is told not to."""

    def __init__(self) -> None:
        self.fails = True

    def __call__(self, delivery: Delivery, fact: Rang) -> None:
        if fact.times == 1:
            with delivery.context(once=True) as context:
                context.do(Ring(2))
            if self.fails:
                raise ConnectionError("deaf")


def rang(kit: Kit) -> int:
    return count(kit, audit, audit.c.command == "club.ring")


def test_a_delivery_that_is_taken_up_after_months_does_nothing_twice(
    keeping: MakeKit, clock: ManualClock
) -> None:
    hear = OnceThenFails()
    hear.__name__ = "hear"  # type: ignore[attr-defined]
    kit = keeping(hear)
    do(kit, OWNER, "town", Ring(1))
    kit.worker(attempts=1, purge=False).drain()
    assert rang(kit) == 2
    clock.advance(100 * DAY)
    kit.purge()
    assert count(kit, idempotency) == 1
    hear.fails = False
    worker = kit.worker(purge=False)
    worker.retry_parked()
    worker.drain()
    assert rang(kit) == 2
    kit.purge()
    assert count(kit, idempotency) == 0, "the delivery is done, so its key goes"


def test_control_without_its_key_it_happens_twice(keeping: MakeKit, clock: ManualClock) -> None:
    hear = OnceThenFails()
    hear.__name__ = "hear"  # type: ignore[attr-defined]
    kit = keeping(hear)
    do(kit, OWNER, "town", Ring(1))
    kit.worker(attempts=1, purge=False).drain()
    clock.advance(100 * DAY)
    rules = composition_of(kit).retention
    careless = evolve(rules["idempotency_keys"].retention, needed=None)
    rule = PurgeRule(careless, 7 * DAY, PurgeStatements(careless))
    kit._composition = evolve(composition_of(kit), retention={**rules, "idempotency_keys": rule})
    kit.purge()
    hear.fails = False
    worker = kit.worker(purge=False)
    worker.retry_parked()
    worker.drain()
    assert rang(kit) == 3


def test_the_worker_purges_by_itself(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping()
    do(kit, "ada", "town", Ring(1))
    worker = kit.worker()
    worker.drain()
    clock.advance(31 * DAY)
    worker.drain()
    assert count(kit, delivery) == 0
    clock.advance(timedelta(hours=2))
    worker.drain()
    assert count(kit, outbox) == 0


def test_a_worker_that_is_told_not_to_purges_nothing(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping()
    do(kit, "ada", "town", Ring(1))
    kit.worker(purge=False).drain()
    clock.advance(31 * DAY)
    kit.worker(purge=False).drain()
    assert count(kit, delivery) == 1


def test_a_worker_that_is_new_delivers_first(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping(audit=DAY)
    add_audit_entries(kit, 3, clock() - 9 * DAY)
    kit.worker().run_once()
    assert count(kit, audit, audit.c.at < clock() - 8 * DAY) == 3
    clock.advance(timedelta(hours=1))
    kit.worker().run_once()
    assert count(kit, audit, audit.c.at < clock() - 8 * DAY) == 0


def test_a_worker_with_nothing_to_delete_looks_again_after_a_minute(
    keeping: MakeKit, clock: ManualClock
) -> None:
    kit = keeping(audit=DAY)
    add_audit_entries(kit, 3, clock() - 9 * DAY)

    def left() -> int:
        worker.run_once()
        return count(kit, audit, audit.c.at < clock() - 8 * DAY)

    worker = kit.worker()
    assert left() == 3
    clock.advance(timedelta(minutes=59, seconds=30))
    assert left() == 3, "nothing is due yet"
    clock.advance(timedelta(seconds=45))
    assert left() == 3, "it has looked a moment ago"
    clock.advance(timedelta(seconds=20))
    assert left() == 0


def test_erasing_and_exporting_go_on_beside_it(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping(audit=DAY, revisions=DAY)
    do(kit, "ada", "town", CreateThread(kind="question", title="Mine", body="All mine."))
    kit.worker().drain()
    clock.advance(40 * DAY)
    kit.purge()
    assert "All mine." in str(ask(kit, "ada", None, ExportPerson("ada")))
    do(kit, "ada", None, ErasePerson("ada"))
    clock.advance(40 * DAY)
    kit.purge()
    with kit.database.engine.connect() as connection:
        found = connection.execute(select(outbox.c.body)).scalars().all()
    assert not any("mine" in body for body in found)


def test_status_tells_of_every_kind(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping(audit=5 * DAY)
    first = datetime(2025, 1, 1, tzinfo=clock().tzinfo)
    add_audit_entries(kit, 3, first)
    before = {one.name: one for one in kit.retention_status()}["audit"]
    assert (before.oldest, before.kept_for, before.purged, before.finished_at) == (first, 5 * DAY, 0, None)
    kit.purge()
    after = {one.name: one for one in kit.retention_status()}["audit"]
    assert (after.rows, after.purged, after.finished_at) == (before.rows - 3, 3, clock())
    assert all(one.purpose.endswith(".") for one in kit.retention_status())


def test_the_next_pass_begins_at_the_oldest_again(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping(audit=DAY)
    clock.advance(60 * DAY)
    kit.purge()
    add_audit_entries(kit, 2, clock() - 30 * DAY)  # older than what was deleted last
    assert kit.purge().purged.get("audit", 0) >= 2
