"""Who gives or takes questions at once: one has each, and nobody more than the limit."""

from threading import Barrier
from typing import Any

import pytest

from commkit.communities import UpdateSettings
from commkit_support import Assignment, AssignQuestion, ListAssignments, TakeQuestion
from commkit_support.assignment import handlers

ROUNDS = 6


@pytest.fixture
def amy(town: Any) -> Any:
    return town.member("amy")


def test_of_many_who_take_it_at_once_one_has_it(town: Any) -> None:
    for number in range(ROUNDS):
        question = town.question(f"Question {number}").id
        outcomes = town.at_once(
            *[
                lambda actor=actor, question=question: town.do(actor, TakeQuestion(question))
                for actor in ("amy", "stew", "sten")
            ]
        )
        assert sum(isinstance(outcome, Assignment) for outcome in outcomes) == 1, outcomes


def load_after_giving_at_once(town: Any, amy: Any, number: int) -> int:
    """How many questions a member cares for who may care for one, after three were given to them at once."""
    town.do("owner", UpdateSettings("support.assignment", {"load_limit": 1}))
    questions = [town.question(f"Question {number}.{part}").id for part in range(3)]
    town.at_once(
        *[
            lambda actor=actor, question=question: town.do(actor, AssignQuestion(question, amy))
            for actor, question in zip(("stew", "sten", "owner"), questions, strict=True)
        ]
    )
    return len(town.ask("stew", ListAssignments(amy)).items)


def test_nobody_gets_more_than_the_limit(town: Any, amy: Any) -> None:
    assert [load_after_giving_at_once(town, amy, number) for number in range(ROUNDS)] == [1] * ROUNDS


@pytest.mark.postgres
def test_control_without_the_lock_somebody_does(postgres_town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    amy = postgres_town.member("amy")
    check_room, all_counted = handlers._check_room, Barrier(3)

    def check_and_wait(*args: Any) -> None:
        check_room(*args)
        all_counted.wait(30)

    monkeypatch.setattr(handlers, "lock_member", lambda *_: True)
    monkeypatch.setattr(handlers, "_check_room", check_and_wait)
    assert load_after_giving_at_once(postgres_town, amy, 0) == 3
