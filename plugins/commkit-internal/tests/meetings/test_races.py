"""Two who change the same minutes, or the same task, at once: one after the other, and nothing is told twice."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from commkit_internal import AssignTask, NameMinutesWriter, ReadMeetingTask, ReadMinutes, StartMinutes
from tests.processes import at_once_in_processes

pytestmark = pytest.mark.slow

PRELUDE = """
from uuid import UUID
from commkit_internal import ApproveMinutes, Internal, ReassignTask

def kit_of(url, clock):
    return Kit(url, plugins=[Internal()], clock=clock)

def given(result):
    return "done"
"""
WITHOUT_LOCKS = """
from sqlalchemy import Select
Select.with_for_update = lambda self, **how: self
"""
BOTH = ("ada", "bob")


def minutes_of_two(town: Any) -> Any:
    event = town.event()
    town.do("ada", NameMinutesWriter(event.id, town.member("bob")))
    return town.do("ada", StartMinutes(event.id, body="1. Budget"))


def approve(town: Any, minutes: Any, **how: str) -> list[str]:
    works = [(who, "given(session.do(ApproveMinutes(ids[0], 1)))") for who in BOTH]
    return at_once_in_processes(town, PRELUDE, works, ids=[minutes.id], **how)


def reassign(town: Any, task: Any, **how: str) -> list[str]:
    """Each gives the task to another one."""
    works = [(who, f"given(session.do(ReassignTask(ids[0], ids[{n}])))") for n, who in enumerate(BOTH, 1)]
    ids = [task.id, town.member("cid"), town.member("stew")]
    return at_once_in_processes(town, PRELUDE, works, ids=ids, **how)


def facts(town: Any, name: str) -> list[dict[str, Any]]:
    with town.kit.database.engine.connect() as connection:
        found = connection.execute(
            text("SELECT body FROM commkit_outbox WHERE fact = :name ORDER BY id"), {"name": name}
        )
        return [row if isinstance(row, dict) else json.loads(row) for row in found.scalars()]


def test_minutes_are_approved_once(town: Any) -> None:
    minutes = minutes_of_two(town)
    assert sorted(approve(town, minutes)) == ["done", "internal.minutes_approved"]
    (told,) = facts(town, "internal.minutes_approved")
    assert told["version"] == 1
    assert town.ask("cid", ReadMinutes(minutes.id)).minutes.approved_by in map(town.member, BOTH)


@pytest.mark.postgres
def test_control_without_the_lock_they_are_approved_twice(postgres_town: Any) -> None:
    """SQLite has one writer at a time, with the lock and without."""
    said = approve(
        postgres_town,
        minutes_of_two(postgres_town),
        patch=WITHOUT_LOCKS,
        hold="UPDATE commkit_internal_minutes",
    )
    assert said == ["done", "done"]
    assert len(facts(postgres_town, "internal.minutes_approved")) == 2


def task_of(town: Any) -> Any:
    minutes = minutes_of_two(town)
    return town.do("ada", AssignTask(minutes.id, "Ask the bank", town.member("ada"), town.day(5)))


def owners_told(town: Any) -> list[tuple[str, str]]:
    return [(one["old_owner"], one["owner"]) for one in facts(town, "internal.meeting_task_reassigned")]


def test_a_task_goes_from_hand_to_hand(town: Any) -> None:
    task = task_of(town)
    assert reassign(town, task) == ["done", "done"]
    given = dict(owners_told(town))
    middle = given[str(task.owner)]
    assert middle in given, "the second took it from whom the first gave it to"
    assert str(town.ask("cid", ReadMeetingTask(task.id)).owner) == given[middle]


@pytest.mark.postgres
def test_control_without_the_lock_it_is_taken_twice_from_one(postgres_town: Any) -> None:
    task = task_of(postgres_town)
    said = reassign(postgres_town, task, patch=WITHOUT_LOCKS, hold="UPDATE commkit_internal_meeting_task")
    assert said == ["done", "done"]
    assert {old for old, _ in owners_told(postgres_town)} == {str(task.owner)}
