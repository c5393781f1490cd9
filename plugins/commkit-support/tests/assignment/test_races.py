"""Who gives or takes questions at once: one has each, and nobody more than the limit."""

from typing import Any

import pytest

from commkit.communities import UpdateSettings
from commkit.members import ListMembers
from commkit_support import Assignment, AssignQuestion, ListAssignments, TakeQuestion

ROUNDS = 6


@pytest.fixture
def amy(town: Any) -> Any:
    return next(m.id for m in town.ask("stew", ListMembers(limit=50)).items if m.key == "amy")


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


def loads_after_giving_at_once(town: Any, amy: Any) -> list[int]:
    town.do("owner", UpdateSettings("support.assignment", {"load_limit": 1}))
    loads = []
    for number in range(ROUNDS):
        questions = [town.question(f"Question {number}.{part}").id for part in range(3)]
        town.at_once(
            *[
                lambda actor=actor, question=question: town.do(actor, AssignQuestion(question, amy))
                for actor, question in zip(("stew", "sten", "owner"), questions, strict=True)
            ]
        )
        loads.append(len(town.ask("stew", ListAssignments(amy)).items))
    return loads


def test_nobody_gets_more_than_the_limit(town: Any, amy: Any) -> None:
    assert loads_after_giving_at_once(town, amy) == [1] * ROUNDS


@pytest.mark.postgres
def test_control_without_the_lock_somebody_does(postgres_town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    amy = next(m.id for m in postgres_town.ask("stew", ListMembers(limit=50)).items if m.key == "amy")
    monkeypatch.setattr("commkit_support.assignment.handlers.lock_member", lambda *_: True)
    assert max(loads_after_giving_at_once(postgres_town, amy)) > 1
