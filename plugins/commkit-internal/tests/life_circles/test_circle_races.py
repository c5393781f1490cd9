"""At once: somebody joins a circle, and comes to lead, or to be led by, somebody inside."""

from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import select

from commkit import CommkitError
from commkit.storage import statement
from commkit_internal import CircleJoinPolicy, JoinCircle, PlaceMember, SetUnitManager, StartCircle
from commkit_internal.tables import unit

NOTHING_LOCKED = statement(lambda: select(unit.c.id).where(unit.c.id.is_(None)))
"""What a lock that locks nothing reads."""


def at_the_same_time(town: Any, first: tuple[str, Any], second: tuple[str, Any]) -> None:
    """Send a command, and another one before the first is committed; errors of ours are left to what is seen then."""
    sent, done = Event(), Event()

    def other() -> None:
        assert sent.wait(20)
        try:
            town.do(*second)
        except CommkitError:
            pass
        finally:
            done.set()

    thread = Thread(target=other)
    thread.start()
    with town.kit.session(first[0], town.community.slug) as session:
        session.do(first[1])
        sent.set()
        done.wait(2)  # over at once where nothing holds the other one back
    thread.join(20)
    assert done.is_set()


def inside_both(town: Any, *, leads_first: bool) -> set[str]:
    """Who is in a circle when ada comes to lead bob while one of them joins the other there."""
    sales = town.unit("Sales", manager=town.member("ada") if leads_first else None)
    starter, joins = ("bob", "ada") if leads_first else ("ada", "bob")
    if not leads_first:
        town.place("bob", sales.id)
    circle = town.do(starter, StartCircle("Parents", join_policy=CircleJoinPolicy.OPEN))
    change = (
        PlaceMember(town.member("bob"), sales.id)
        if leads_first
        else SetUnitManager(sales.id, town.member("ada"))
    )
    at_the_same_time(town, (joins, JoinCircle(circle.id)), ("pat", change))
    found = town.group_members(circle.group)
    return {name for name in ("ada", "bob") if town.member(name) in found}


@pytest.mark.postgres
@pytest.mark.parametrize("leads_first", [False, True])
def test_nobody_is_inside_with_whom_they_come_to_lead_meanwhile(
    postgres_town: Any, leads_first: bool
) -> None:
    assert inside_both(postgres_town, leads_first=leads_first) == {"bob"}


@pytest.mark.postgres
def test_control_without_the_lock_both_are_inside(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit_internal.life_circles.handlers.unit_sql.LOCK_TREE", NOTHING_LOCKED)
    assert inside_both(postgres_town, leads_first=False) == {"ada", "bob"}
