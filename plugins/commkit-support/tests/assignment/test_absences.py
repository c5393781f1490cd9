"""Who becomes absent while they are given a question: it is theirs before that, or they are not given it.

Whoever gives it locks the member ahead of the look, and the end of `SetAbsence` locks its actor.
"""

from threading import Event
from typing import Any

import pytest

from commkit_absences import SetAbsence
from commkit_support import AssignQuestion, ListAssignments
from tests.plugin_town import MONDAY

pytestmark = pytest.mark.postgres  # SQLite has one writer at a time


def absent_while_given(town: Any) -> tuple[bool, int]:
    """A member becomes absent after it was looked: whether they had to wait, and how many questions they have."""
    amy = town.member("amy")
    question = town.question().id
    looked, absent = Event(), Event()
    waited: list[bool] = []

    def hold(sql: str) -> None:
        if sql.startswith("INSERT INTO commkit_support_assignment") and not looked.is_set():
            looked.set()
            absent.wait(2)  # with the lock it comes only after our commit
            waited.append(not absent.is_set())

    town.kit.database.observer = hold

    def leave() -> None:
        assert looked.wait(60)
        town.do("amy", SetAbsence(MONDAY.replace(year=2027)))
        absent.set()

    assert town.at_once(lambda: town.do("stew", AssignQuestion(question, amy)), leave)[1] is None
    return waited[0], len(town.ask("stew", ListAssignments(amy)).items)


def test_it_waits_for_who_gives_them_a_question(postgres_town: Any) -> None:
    assert absent_while_given(postgres_town) == (True, 1)


def test_control_without_the_lock_they_are_given_it_while_absent(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit_support.assignment.handlers.lock_member", lambda *_: True)
    assert absent_while_given(postgres_town) == (False, 1)
