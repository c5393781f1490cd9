"""Batches: few rows and statements in each transaction, by one worker at a time, from where the last one stopped."""

import logging
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import count as count_from
from itertools import pairwise
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import text

from commkit import Busy, Kit
from commkit.runtime.composing.retention import PurgeRule
from commkit.runtime.delivery import purge_statements, purging
from commkit.runtime.delivery.purging import BATCH, Batch
from commkit.runtime.model.ids import LOBBY
from commkit.runtime.storage.statements import Statement, statement
from commkit.runtime.storage.tables import audit, delivery, outbox
from commkit.testing.clock import ManualClock
from tests.helpers import do, wait_for_lock_waiter
from tests.runtime.plugins import Ring
from tests.runtime.purging.purges import (
    DAY,
    MakeKit,
    add,
    add_audit_entries,
    batch,
    composition_of,
    count,
    make_all_due,
    state,
)
from tests.sample import new_kit

STATEMENTS_FOR_A_KIND = 3
"""The end of the window, its rows deleted, how far it is."""


@pytest.fixture
def old(keeping: MakeKit, clock: ManualClock) -> Kit:
    """1,200 entries of the audit log that are to go."""
    kit = keeping(audit=5 * DAY)
    add_audit_entries(kit, 1_200, clock() - 30 * DAY)
    make_all_due(kit)
    return kit


@contextmanager
def observed(kit: Kit) -> Iterator[list[str]]:
    told: list[str] = []
    before = kit.database.observer
    kit.database.observer = told.append
    try:
        yield told
    finally:
        kit.database.observer = before


def old_entries(kit: Kit) -> int:
    return count(kit, audit, audit.c.at < kit.clock() - 29 * DAY)


def test_a_batch_deletes_few_rows_in_few_statements(old: Kit) -> None:
    kinds = len(composition_of(old).retention)
    left = [old_entries(old)]
    more = True
    while more:
        with observed(old) as told:
            more = batch(old).more
        assert len(told) <= 3 + STATEMENTS_FOR_A_KIND * kinds
        left.append(old_entries(old))
    gone = [before - after for before, after in pairwise(left)]
    assert sum(gone) == 1_200
    assert max(gone) == BATCH


def test_the_rows_of_all_kinds_together_are_few(old: Kit, clock: ManualClock) -> None:
    for number in range(3):
        do(old, "ada", "town", Ring(number))
    old.worker(purge=False).drain()
    clock.advance(40 * DAY)
    make_all_due(old)
    more = True
    while more:
        found = batch(old, size=10)
        assert found.purged.total() <= 10
        more = found.more
    assert count(old, audit) == 0


def test_kinds_take_turns(old: Kit, clock: ManualClock) -> None:
    do(old, "ada", "town", Ring(1))
    old.worker(purge=False).drain()
    clock.advance(40 * DAY)
    make_all_due(old)
    first = [kind for _ in range(30) for kind in batch(old, size=10).purged]
    assert {"audit", "deliveries", "outbox"} <= set(first)
    assert old_entries(old) > 500, "while the largest is far from its end"


def test_the_next_worker_goes_on_where_the_last_one_stopped(old: Kit, clock: ManualClock) -> None:
    while old_entries(old) == 1_200:
        assert batch(old, "dies").more
    cursor = state(old, "audit").cursor
    assert cursor is not None
    clock.advance(timedelta(minutes=2))
    with observed(old) as told:
        batch(old, "lives")
    assert old_entries(old) == 200
    assert any("commkit_audit" in sql for sql in told)
    clock.advance(timedelta(minutes=2))
    while batch(old, "lives").more:
        pass
    done = state(old, "audit")
    assert (done.cursor, done.purged) == (None, 1_200)


def test_rows_that_are_needed_hold_up_nothing(keeping: MakeKit, clock: ManualClock) -> None:
    kit = keeping(outbox=DAY)
    old = clock() - 9 * DAY
    facts = [
        {"community_id": LOBBY, "id": composition_of(kit).ids.new(old), "type": "", "fact": "club.rang",
         "body": "{}", "at": old, "routed_at": old + timedelta(microseconds=number)}
        for number in range(1_300)
    ]  # fmt: skip
    add(kit, outbox, facts)
    parked = [
        {"community_id": LOBBY, "subscriber": "club.bell:hear", "fact_id": fact["id"], "attempts": 9,
         "due_at": old, "leased_until": None, "worker": None, "done_at": None, "parked_at": old,
         "held_at": None, "needs": None, "error": None}
        for fact in facts[:1_200]
    ]  # fmt: skip
    add(kit, delivery, parked)
    assert kit.purge().purged == {"outbox": 100}
    assert count(kit, outbox, outbox.c.routed_at < clock() - 8 * DAY) == 1_200


# --- one worker at a time ---------------------------------------------------------------------------------------


def test_one_worker_at_a_time(old: Kit, clock: ManualClock) -> None:
    assert batch(old, "one").more
    assert batch(old, "two") == Batch(Counter(), worker="one")
    clock.advance(timedelta(minutes=2))
    assert batch(old, "two").more, "the control: whoever is silent for a minute has lost the lease"
    assert batch(old, "one").worker == "two"


def test_the_lease_is_given_back_at_the_end(old: Kit) -> None:
    while batch(old, "one").more:
        pass
    make_all_due(old)
    assert batch(old, "two").worker is None


def race(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> list[Batch]:
    """Two workers at once: the second one comes when the first has deleted, and has not committed."""
    deleted, go_on = Event(), Event()
    purge = purging._purge_window

    def purge_window(*args: Any, **words: Any) -> Any:
        result = purge(*args, **words)
        if not deleted.is_set():
            deleted.set()
            go_on.wait(60)
        return result

    monkeypatch.setattr(purging, "_purge_window", purge_window)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(batch, kit, "one")
        deleted.wait(60)
        second = threads.submit(batch, kit, "two")
        wait_for_lock_waiter(kit)
        go_on.set()
        return [first.result(60), second.result(60)]


@pytest.fixture
def contended(migrated_postgres_url: str, clock: ManualClock) -> Iterator[Kit]:
    with closing(new_kit(migrated_postgres_url, clock=clock, retention={"audit": DAY})) as kit:
        rules = composition_of(kit).retention
        kit._composition = evolve(composition_of(kit), retention={"audit": rules["audit"]})
        add_audit_entries(kit, 400, clock() - 30 * DAY)
        make_all_due(kit)
        yield kit


@pytest.mark.postgres
def test_two_workers_at_once_do_not_purge_the_same(contended: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    add_audit_entries(contended, 400, contended.clock() - 20 * DAY)
    one, two = race(contended, monkeypatch)
    assert (one.purged["audit"], one.more, two.worker) == (500, True, "one")
    assert state(contended, "audit").purged == 500


@pytest.mark.postgres
def test_control_without_the_lease_they_do(contended: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody: Statement[Any] = statement(lambda: text("SELECT 1"))
    monkeypatch.setattr(purge_statements, "LEASE", everybody)
    add_audit_entries(contended, 400, contended.clock() - 20 * DAY)
    one, two = race(contended, monkeypatch)
    assert (one.purged["audit"], two.worker) == (500, None)
    assert state(contended, "audit").purged == 0, "the second one wrote over how far the first was"


# --- what fails -------------------------------------------------------------------------------------------------


class Broken:
    """Statements that the database refuses."""

    window_end = statement(lambda: text("SELECT 1 FROM commkit_audit WHERE 1 = 0"))
    delete = statement(lambda: text("DELETE FROM commkit_nowhere"))


def test_a_kind_that_fails_holds_up_no_other_and_is_told(old: Kit, clock: ManualClock) -> None:
    rules = composition_of(old).retention
    broken: Any = Broken()
    rule = PurgeRule(rules["deliveries"].retention, DAY, broken)
    old._composition = evolve(composition_of(old), retention={**rules, "deliveries": rule})
    report = old.purge()
    assert (report.failed, report.purged) == (("deliveries",), {"audit": 1_200})
    failed = state(old, "deliveries")
    assert "commkit_nowhere" in failed.error
    assert failed.due_at == clock() + timedelta(hours=1)
    old._composition = evolve(composition_of(old), retention=rules)
    assert old.purge().failed == ()
    assert state(old, "deliveries").error is None


def test_a_worker_goes_on_delivering_where_a_purge_fails(old: Kit, clock: ManualClock) -> None:
    rules = composition_of(old).retention
    broken: Any = Broken()
    old._composition = evolve(
        composition_of(old),
        retention={name: PurgeRule(rule.retention, DAY, broken) for name, rule in rules.items()},
    )
    worker = old.worker()
    do(old, "ada", "town", Ring(1))
    assert worker.drain().done == 1
    assert old_entries(old) == 1_200


def test_a_database_that_is_needed_elsewhere_puts_purging_off_and_nothing_else(
    old: Kit, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def busy(*_: Any, **__: Any) -> bool:
        raise Busy("runtime.locked", "it is a test")

    worker = old.worker()
    do(old, "ada", "town", Ring(1))
    with monkeypatch.context() as patched, caplog.at_level(logging.INFO, logger="commkit"):
        patched.setattr("commkit.runtime.delivery.worker.purge_for", busy)
        assert worker.drain().done == 1
    assert [message.split()[0] for message in caplog.messages] == ["purge.put_off"]
    worker.run_once()
    assert old_entries(old) == 1_200, "not at once"
    clock.advance(timedelta(minutes=1))
    for _ in range(20):
        worker.run_once()
    assert old_entries(old) == 0


def test_deliveries_wait_for_a_tenth_of_a_second_of_purging(
    old: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = count_from(0)
    monkeypatch.setattr(purging, "time", SimpleNamespace(monotonic=lambda: next(looks) * 0.06))
    worker = old.worker()
    worker.run_once()
    assert old_entries(old) > 0, "a second look at the clock ends the round"
    for _ in range(20):
        worker.run_once()
    assert old_entries(old) == 0, "the control: each round deletes some"


def test_a_round_purges_for_a_moment_only(old: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commkit.runtime.delivery.worker._PURGE_SECONDS", 0)
    old.worker().run_once()
    assert old_entries(old) == 1_200, "no batch is begun behind the end"
    monkeypatch.undo()
    worker = old.worker()
    for _ in range(100):
        worker.run_once()
    assert old_entries(old) == 0
