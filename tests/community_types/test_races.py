"""What meets a change of type: sessions of the old type, other changes, the worker; each with a control."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit
from commkit.communities import ReadCommunity
from commkit.community_types import ChangeType, PlanTypeChange, handlers
from commkit.members import actor_lock
from commkit.posts import CreateReply, CreateThread, ListThreads, Post
from commkit.runtime.delivery import scheduled_statements
from commkit.runtime.sessions.context import Context
from commkit.testing.clock import ManualClock
from commkit.testing.kits import StatementObserver
from tests.community_types.towns import RingBell, change, create_town, losses, new_town_kit, plan
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_refused,
    do,
    run_concurrently,
    wait_for_lock_waiter,
)
from tests.sample import OWNER


@pytest.fixture
def postgres_town(migrated_postgres_url: str, heard: list[str], clock: ManualClock) -> Any:
    with closing(new_town_kit(migrated_postgres_url, heard=heard, clock=clock)) as kit:
        create_town(kit)
        yield kit


def story(kit: Kit, actor: str = "ada") -> Post:
    return do(kit, actor, "town", CreateThread(kind="story", title="A day", body="Long."))


def unlocked(context: Any, entry: Any, /, *, locked: bool, when_archived: bool) -> None:
    actor_lock.add_audit_entry(context, entry, locked=False, when_archived=when_archived)


@pytest.mark.postgres
@pytest.mark.parametrize("actor", ["ada", SYSTEM])
def test_a_session_of_the_old_type_does_nothing_any_more(postgres_town: Kit, actor: Any) -> None:
    first = story(postgres_town)
    for command in (
        CreateReply(first.id, "Hm."),
        CreateThread(kind="question", title="Q?", body="B."),
        RingBell(),
    ):
        with (
            assert_refused(Denied, "communities.type_changed"),
            postgres_town.session(actor, "town") as session,
        ):
            change(postgres_town, "gazette")
            session.do(command)
        change(postgres_town, "town")
    assert len(ask(postgres_town, OWNER, "town", ListThreads()).items) == 1


@pytest.mark.postgres
def test_control_without_the_lock_it_acts_by_the_old_types_table(postgres_town: Kit) -> None:
    object.__setattr__(postgres_town._composition, "add_audit_entry", unlocked)
    with postgres_town.session("ada", "town") as session:
        change(postgres_town, "gazette")
        session.do(CreateThread(kind="question", title="Q?", body="B."))
    shown = ask(postgres_town, "bob", "town", ListThreads()).items
    assert [post.kind for post in shown] == ["question"], "a kind that a gazette has not"


def test_joined_sessions_of_the_old_type_do_nothing_any_more(town: Kit) -> None:
    found = plan(town, "gazette")
    with town.database.engine.connect() as connection, connection.begin():
        with town.session("ada", "town", connection=connection) as session:
            with town.session(OWNER, "town", connection=connection) as other:
                other.do(ChangeType("gazette", found.fingerprint))
            with pytest.raises(Denied) as caught:
                session.do(RingBell())
        assert caught.value.code == "communities.type_changed"


def meet_a_writer(kit: Kit) -> Any:
    """What comes of a change that is made while a post is being written, which its plan does not know."""
    found = plan(kit, "gazette")
    with ThreadPoolExecutor(1) as pool:
        with kit.session("ada", "town") as session:
            session.do(CreateThread(kind="question", title="Late?", body="B."))
            changing = pool.submit(do, kit, OWNER, "town", ChangeType("gazette", found.fingerprint))
            wait_for_lock_waiter(kit)
        return changing.result(30)


@pytest.mark.postgres
def test_a_change_waits_for_who_writes_and_looks_again(postgres_town: Kit) -> None:
    with pytest.raises(Conflict) as caught:
        meet_a_writer(postgres_town)
    assert caught.value.code == "community_types.plan_outdated"
    assert ask(postgres_town, OWNER, "town", ReadCommunity()).type == "town"


@pytest.mark.postgres
def test_control_without_the_lock_the_plan_is_not_true(
    postgres_town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "lock_community", lambda context: None)
    meet_a_writer(postgres_town)
    shown = ask(postgres_town, "bob", "town", ListThreads()).items
    assert [post.kind for post in shown] == ["question"], "it was neither told nor hidden"


def test_one_of_two_changes_at_once_is_kept(town: Kit) -> None:
    plans = [plan(town, "gazette"), plan(town, "plain")]
    results = run_concurrently(
        2, lambda number: do(town, OWNER, "town", ChangeType(plans[number].after, plans[number].fingerprint))
    )
    refused = [result for result in results if isinstance(result, Denied | Conflict)]
    assert len(refused) == 1
    made = next(result for result in results if result not in refused)
    assert ask(town, OWNER, "town", ReadCommunity()).type == made.after
    assert_counters_hold(town, "town")


# --- the worker ------------------------------------------------------------------------------------------------------


def test_a_delivery_is_not_held_once_the_type_is_back(town: Kit, heard: list[str]) -> None:
    """The worker saw a gazette, and comes to hold the delivery when the town is a town again."""
    worker = town.worker()
    do(town, "ada", "town", RingBell())
    hold = worker._hold

    def late(*args: Any) -> None:
        change(town, "town")
        hold(*args)

    worker._hold = late  # type: ignore[method-assign]
    change(town, "gazette")
    worker.drain()
    assert heard == ["town: True"]


def test_control_a_worker_that_holds_blindly_loses_it(
    town: Kit, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = town.worker()
    do(town, "ada", "town", RingBell())
    hold = worker._hold

    def late(*args: Any) -> None:
        change(town, "town")
        monkeypatch.setattr(worker, "_present_type", lambda unit, row, locked=False: "gazette")
        hold(*args)
        monkeypatch.undo()

    worker._hold = late  # type: ignore[method-assign]
    change(town, "gazette")
    worker.drain()
    worker.drain()
    assert heard == []


@pytest.mark.postgres
@pytest.mark.parametrize("locked", [True, False], ids=["as it is", "control: it reads the type unlocked"])
def test_a_change_back_waits_for_who_holds_and_finds_what_is_held(
    postgres_town: Kit, heard: list[str], *, locked: bool
) -> None:
    """Else the delivery is held after the change has released what was held, and waits for ever."""
    worker = postgres_town.worker()
    present, changing = worker._present_type, []

    with ThreadPoolExecutor(1) as pool:

        def read(*args: Any, **how: bool) -> str:
            holds = how.get("locked", False)
            found = present(*args, locked=holds and locked)
            if holds:
                changing.append(pool.submit(change, postgres_town, "town"))
                if locked:
                    wait_for_lock_waiter(postgres_town)
                else:
                    changing[0].result(30)
            return found

        do(postgres_town, "ada", "town", RingBell())
        change(postgres_town, "gazette")
        worker._present_type = read  # type: ignore[method-assign]
        worker.run_once()
        assert changing[0].result(30).after == "town"
    postgres_town.worker().drain()
    assert heard == (["town: True"] if locked else [])


@pytest.mark.postgres
def test_a_scheduled_command_is_not_held_once_the_type_is_back(
    postgres_town: Kit, heard: list[str], clock: ManualClock
) -> None:
    kit = postgres_town
    do(kit, "ada", "town", RingBell(minutes=1))
    change(kit, "gazette")
    clock.advance(timedelta(hours=1))
    run = Context.run

    def late(self: Context, statement: Any, *args: Any, **values: Any) -> int:
        if statement is scheduled_statements.HOLD and kit.registry and plan_type(kit) == "gazette":
            change(kit, "town")
        return run(self, statement, *args, **values)

    Context.run = late  # type: ignore[method-assign]
    try:
        kit.worker().drain()
    finally:
        Context.run = run  # type: ignore[method-assign]
    kit.worker().drain()
    assert heard == ["town: True"]


def plan_type(kit: Kit) -> str:
    return ask(kit, OWNER, "town", ReadCommunity()).type


def test_a_scheduled_command_that_meets_a_change_is_tried_again(
    town: Kit, heard: list[str], clock: ManualClock
) -> None:
    """It began in a town, and is carried out when the town is one again, not refused for good."""
    kit = town
    do(kit, "ada", "town", RingBell(minutes=1))
    clock.advance(timedelta(hours=1))
    lock, met = kit._composition.add_audit_entry, []

    def meets(context: Context, entry: Any, /, **how: Any) -> None:
        if context.actor == "ada" and not met:
            met.append(True)
            raise Denied("communities.type_changed", "as if it had been changed")
        lock(context, entry, **how)

    object.__setattr__(kit._composition, "add_audit_entry", meets)
    assert kit.worker().run_once().scheduled == 0
    kit.worker().drain()
    assert (met, heard) == ([True], ["town: True"])


def test_plans_are_made_in_a_constant_number_of_statements(sqlite_url: str) -> None:
    sent: list[str] = []
    with closing(new_town_kit(sqlite_url, observers=[StatementObserver(sent.append)])) as kit:
        create_town(kit)
        counts = []
        for _ in range(2):
            for _ in range(5):
                do(kit, "ada", "town", CreateThread(kind="question", title="Q?", body="B."))
            with kit.session(OWNER, "town", read_only=True) as session:
                sent.clear()
                found = session.ask(PlanTypeChange("gazette"))
                counts.append(len(sent))
        assert losses(found)["post_kind question"] == 10
        assert counts[0] == counts[1] <= 8
