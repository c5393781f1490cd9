"""Scheduled commands are carried out when due, once, and authorised again."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import bindparam, select

from commkit import SYSTEM, CommkitError, Feature, Kit, Session
from commkit.members import LeaveCommunity
from commkit.runtime.delivery import due_commands, scheduled_statements
from commkit.runtime.delivery.deliveries import DeliveryReport
from commkit.runtime.delivery.scheduled_statements import ScheduledCommand
from commkit.runtime.model.errors import Busy, Denied, StorageFull
from commkit.runtime.storage.tables import outbox
from commkit.runtime.storage.tables import scheduled_command as table
from commkit.storage import (
    ScheduledCommandId,
    cancel_scheduled,
    reschedule,
    schedule_command,
    scheduled_outcome,
    statement,
)
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import assert_refused, assert_unchanged, do, run_concurrently
from tests.runtime.plugins import Rang, Ring, bell, club
from tests.sample import create_community, new_kit

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
_ALL = statement(select(table.c.done_at, table.c.refused, table.c.attempts, table.c.due_at))
_RINGS = statement(select(outbox.c.id).where(outbox.c.fact == "club.rang"))


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def kit(url: str, clock: ManualClock) -> Iterator[Kit]:
    with closing(new_kit(url, club(bell()), clock=clock)) as made:
        create_community(made, type="club", members=("ada",))
        yield made


def planned(
    kit: Kit, actor: Any = "ada", *, at: datetime = START + HOUR, times: int = 1, **how: Any
) -> ScheduledCommandId:
    with kit.session(actor, "town") as session:
        return schedule_command(context_of(session), Ring(times), at=at, **how)


def rings(kit: Kit) -> int:
    with kit.session(SYSTEM, "town") as session:
        return len(context_of(session).rows(_RINGS))


def plans(kit: Kit) -> list[tuple[Any, ...]]:
    with kit.session(SYSTEM, "town") as session:
        return context_of(session).rows(_ALL)


def seen(kit: Kit, clock: ManualClock) -> list[ScheduledCommand]:
    """What a worker finds to be due."""
    with kit.session(SYSTEM, "town") as session:
        return context_of(session).rows(
            scheduled_statements.DUE, now=clock(), after_due=START, after_id=UUID(int=0), size=9
        )


def test_waits_for_its_time_and_happens_once(kit: Kit, clock: ManualClock) -> None:
    planned(kit)
    assert kit.worker().run_once().scheduled == 0
    assert rings(kit) == 0
    clock.advance(HOUR)
    assert kit.worker().run_once().scheduled == 1
    assert kit.worker().run_once().scheduled == 0
    assert rings(kit) == 1


def test_several_are_carried_out_in_the_order_of_their_times(kit: Kit, clock: ManualClock) -> None:
    heard: list[int] = []
    kit.on(Rang)(lambda fact: heard.append(fact.times))
    for times, hours in ((3, 3), (1, 1), (2, 2)):
        planned(kit, times=times, at=START + hours * HOUR)
    clock.advance(3 * HOUR)
    kit.worker().drain()
    assert heard == [1, 2, 3]


def test_more_than_fit_in_one_round(kit: Kit, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due_commands, "_AT_ONCE", 3)
    for _ in range(7):
        planned(kit)
    clock.advance(HOUR)
    assert kit.worker().run_once().scheduled == 7
    assert rings(kit) == 7


def test_the_actor_is_asked_again(kit: Kit, clock: ManualClock) -> None:
    planned(kit)
    do(kit, "ada", "town", LeaveCommunity())
    clock.advance(HOUR)
    assert kit.worker().run_once().scheduled == 1
    assert rings(kit) == 0
    ((done, refused, _, _),) = plans(kit)
    assert (done, refused) == (START + HOUR, "runtime.not_permitted")


def test_the_host_itself_may_act(kit: Kit, clock: ManualClock) -> None:
    planned(kit, as_system=True)
    do(kit, "ada", "town", LeaveCommunity())
    clock.advance(HOUR)
    kit.worker().run_once()
    assert rings(kit) == 1


def test_a_command_that_is_not_installed_here_waits_for_a_worker_that_has_it(
    kit: Kit, url: str, clock: ManualClock
) -> None:
    planned(kit)
    clock.advance(HOUR)
    with closing(new_kit(url, club(Feature("club.silent")), clock=clock)) as other:
        other.worker().run_once()
    assert [done for done, *_ in plans(kit)] == [None]
    clock.advance(24 * HOUR)
    assert kit.worker().run_once().scheduled == 1
    assert rings(kit) == 1


def test_dropped_and_moved(kit: Kit, clock: ManualClock) -> None:
    gone, later = planned(kit), planned(kit)
    with kit.session("ada", "town") as session:
        assert cancel_scheduled(context_of(session), gone)
        assert not cancel_scheduled(context_of(session), gone)
        assert reschedule(context_of(session), later, to=START + 2 * HOUR)
        assert not reschedule(context_of(session), gone, to=START)
        assert not cancel_scheduled(context_of(session), ScheduledCommandId(UUID(int=5)))
    clock.advance(HOUR)
    kit.worker().run_once()
    assert rings(kit) == 0
    clock.advance(HOUR)
    kit.worker().run_once()
    assert rings(kit) == 1


def test_is_not_made_where_its_command_fails(kit: Kit, clock: ManualClock) -> None:
    def fails(session: Session) -> None:
        schedule_command(context_of(session), Ring(), at=START)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kit.transact("ada", "town", fails)
    assert plans(kit) == []


def test_what_fails_is_tried_again_later(url: str, clock: ManualClock) -> None:
    bells = bell()
    broken = [True]

    @bells.reacts_to(Rang)
    def fails(context: Any, fact: Any) -> None:
        if broken:
            raise RuntimeError("stuck")

    with closing(new_kit(url, club(bells), clock=clock)) as kit:
        create_community(kit, type="club", members=("ada",))
        planned(kit, at=START)
        assert kit.worker().run_once().scheduled == 0
        ((done, refused, attempts, due),) = plans(kit)
        assert (done, refused, attempts, due) == (
            None,
            "runtime.reaction_failed",
            1,
            START + timedelta(seconds=2),
        )
        assert rings(kit) == 0
        broken.clear()
        clock.advance(timedelta(seconds=2))
        assert kit.worker().run_once().scheduled == 1
        assert rings(kit) == 1


def test_is_given_up_after_many_failures(url: str, clock: ManualClock) -> None:
    bells = bell()

    @bells.reacts_to(Rang)
    def fails(context: Any, fact: Any) -> None:
        raise RuntimeError("stuck")

    with closing(new_kit(url, club(bells), clock=clock)) as kit:
        create_community(kit, type="club", members=("ada",))
        planned(kit, at=START)
        for _ in range(11):
            assert kit.worker().run_once().scheduled == 0
            clock.advance(HOUR)
        assert [(done, attempts) for done, _, attempts, _ in plans(kit)] == [(None, 11)]
        assert kit.worker().run_once().scheduled == 1
        ((done, refused, _, _),) = plans(kit)
        assert done is not None
        assert refused == "runtime.reaction_failed"


def test_the_pauses_of_what_fails_double(url: str, clock: ManualClock) -> None:
    bells = bell()

    @bells.reacts_to(Rang)
    def fails(context: Any, fact: Any) -> None:
        raise RuntimeError("stuck")

    with closing(new_kit(url, club(bells), clock=clock)) as kit:
        create_community(kit, type="club", members=("ada",))
        planned(kit, at=START)
        for seconds in (2, 4, 8, 16):
            kit.worker().run_once()
            ((_, _, _, due),) = plans(kit)
            assert due == clock() + timedelta(seconds=seconds)
            clock.advance(timedelta(seconds=seconds))


def test_what_cannot_be_read_any_more_is_tried_again_and_stops_no_other(
    kit: Kit, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the class of a stored command cannot be made by the version that runs now."""
    planned(kit, times=1)
    planned(kit, times=2, at=START + 2 * HOUR)
    load = due_commands.load

    def fail(cls: Any, values: Any) -> Any:
        if values["times"] == 1:
            raise LookupError("it was written by another version")
        return load(cls, values)

    clock.advance(2 * HOUR)
    with monkeypatch.context() as patched:
        patched.setattr(due_commands, "load", fail)
        assert kit.worker().run_once().scheduled == 1
    assert {(done, refused, attempts) for done, refused, attempts, _ in plans(kit)} == {
        (None, "runtime.scheduled_command_failed", 1),
        (clock(), "", 0),
    }
    clock.advance(HOUR)
    assert kit.worker().run_once().scheduled == 1
    assert rings(kit) == 2


def test_many_workers_carry_each_out_once(kit: Kit, clock: ManualClock) -> None:
    for _ in range(20):
        planned(kit)
    clock.advance(HOUR)
    reports = run_concurrently(4, lambda _: kit.worker().run_once())
    assert rings(kit) == 20
    assert sum(report.scheduled for report in reports if isinstance(report, DeliveryReport)) == 20


def test_what_another_worker_carried_out_or_refused_counts_there_only(kit: Kit, clock: ManualClock) -> None:
    """Both have seen what is due when the first one begins."""
    planned(kit, as_system=True)
    planned(kit)
    do(kit, "ada", "town", LeaveCommunity())
    clock.advance(HOUR)
    due = seen(kit, clock)
    assert [due_commands._carry_out(kit._composition, found) for found in due] == [True, True]
    assert [due_commands._carry_out(kit._composition, found) for found in due] == [False, False]
    assert rings(kit) == 1


def test_of_two_that_refuse_at_the_same_moment_one_counts(
    kit: Kit, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise Denied("club.closed", "both were told no")

    planned(kit)
    clock.advance(HOUR)
    (found,) = seen(kit, clock)
    monkeypatch.setattr(due_commands, "_do", refuse)
    assert [due_commands._carry_out(kit._composition, found) for _ in range(2)] == [True, False]


def test_without_the_claim_they_would_be_carried_out_twice(
    kit: Kit, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above: the claim does not look whether the plan is still open."""
    careless = statement(table.update().values(done_at=bindparam("now")).where(scheduled_statements._THIS))
    monkeypatch.setattr(scheduled_statements, "DONE", careless)
    planned(kit)
    clock.advance(HOUR)
    (due,) = seen(kit, clock)
    due_commands._do(kit._composition, due)
    due_commands._do(kit._composition, due)
    assert rings(kit) == 2


def test_a_type_that_is_not_here_keeps_its_plans(kit: Kit, clock: ManualClock, url: str) -> None:
    planned(kit)
    clock.advance(HOUR)
    with closing(new_kit(url, clock=clock)) as other:
        assert other.worker().run_once().scheduled == 0
    assert kit.worker().run_once().scheduled == 1


def test_nobody_in_particular_plans_nothing(kit: Kit, clock: ManualClock) -> None:
    """A visitor's plan would be carried out as the host's: it has no actor either."""
    with assert_unchanged(kit), assert_refused(Denied, "runtime.nobody"):
        planned(kit, None)
    planned(kit, None, as_system=True)
    clock.advance(HOUR)
    assert kit.worker().run_once().scheduled == 1
    assert rings(kit) == 1


@pytest.mark.parametrize("error", [Busy, StorageFull])
def test_a_database_that_takes_nothing_ends_no_plan(
    kit: Kit, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, error: type[CommkitError]
) -> None:
    def full(*_: Any) -> None:
        raise error("runtime.not_now", "there is no room")

    planned(kit)
    clock.advance(HOUR)
    with monkeypatch.context() as patched:
        patched.setattr(due_commands, "_do", full)
        assert kit.worker().run_once().scheduled == 0
    assert kit.worker().run_once().scheduled == 1
    assert rings(kit) == 1


def outcome(kit: Kit, id: ScheduledCommandId) -> str | None:
    with kit.session(SYSTEM, "town", read_only=True) as session:
        return scheduled_outcome(context_of(session), id)


def test_a_feature_learns_what_became_of_a_command(kit: Kit, clock: ManualClock) -> None:
    done, refused, dropped = (planned(kit, at=START + hours * HOUR) for hours in (1, 2, 2))
    assert [outcome(kit, id) for id in (done, refused, dropped)] == [None, None, None]
    with kit.session("ada", "town") as session:
        cancel_scheduled(context_of(session), dropped)
    clock.advance(HOUR)
    kit.worker().drain()
    do(kit, "ada", "town", LeaveCommunity())
    clock.advance(HOUR)
    kit.worker().drain()
    assert [outcome(kit, id) for id in (done, refused, dropped)] == ["", "runtime.not_permitted", "dropped"]
    assert outcome(kit, ScheduledCommandId(UUID(int=7))) == "runtime.scheduled_command_failed"
