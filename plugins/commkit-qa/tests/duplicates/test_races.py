"""Duplicates that are confirmed at the same time: no circle, and every chain leads to its root; on both databases."""

import re
from itertools import pairwise
from threading import Event
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit import Conflict
from commkit.posts import MergeThreads, Post, post
from commkit.storage import Id, statement
from commkit_qa import ConfirmDuplicate, DuplicateMark, MarkDuplicate, ReopenQuestion

ROUNDS = 6


def ring(town: Any, size: int) -> list[Post]:
    """Questions each of which is said to be a duplicate of the next, and the last of the first."""
    questions = [town.question(f"Wheel number {number}") for number in range(size)]
    for question, of in zip(questions, [*questions[1:], questions[0]], strict=True):
        town.do("bob", MarkDuplicate(question.id, of.id))
    return questions


@pytest.mark.parametrize("size", [2, 3, 5])
def test_of_a_ring_that_is_confirmed_at_once_one_stays_the_root(town: Any, size: int) -> None:
    for _ in range(ROUNDS):
        questions = ring(town, size)
        confirmed: set[Any] = set()
        for _ in range(3):  # who was too late tries again
            outcomes = town.at_once(
                *(
                    lambda question=question, of=of: town.do("stew", ConfirmDuplicate(question.id, of.id))
                    for question, of in zip(questions, [*questions[1:], questions[0]], strict=True)
                )
            )
            assert all(isinstance(outcome, DuplicateMark | Conflict) for outcome in outcomes), outcomes
            confirmed |= {outcome.question for outcome in outcomes if isinstance(outcome, DuplicateMark)}
        (root,) = {question.id for question in questions} - confirmed
        found = town.redirects(*(question.id for question in questions))
        assert found == dict.fromkeys(confirmed, root)


def test_a_chain_confirmed_at_once_leads_to_the_root(town: Any) -> None:
    for _ in range(ROUNDS):
        questions = ring(town, 4)
        pairs = list(pairwise(questions))
        for _ in range(3):
            town.at_once(
                *(
                    lambda question=question, of=of: town.do("sten", ConfirmDuplicate(question.id, of.id))
                    for question, of in pairs
                )
            )
        ids = [question.id for question in questions]
        assert town.redirects(*ids) == dict.fromkeys(ids[:3], ids[3])


def test_what_is_opened_merged_and_confirmed_at_once_fits_together(town: Any) -> None:
    for _ in range(ROUNDS):
        first, second, third, fourth = (town.question(f"Wheel number {number}") for number in range(4))
        town.duplicate(second, first)
        town.duplicate(third, second)
        town.do("bob", MarkDuplicate(first.id, fourth.id))
        outcomes = town.at_once(
            lambda second=second: town.do("stew", ReopenQuestion(second.id)),
            lambda first=first, fourth=fourth: town.do("sten", ConfirmDuplicate(first.id, fourth.id)),
            lambda third=third, fourth=fourth: town.do("tia", MarkDuplicate(fourth.id, third.id)),
        )
        found = town.redirects(*(question.id for question in (first, second, third, fourth)))
        done = [not isinstance(outcome, Exception) for outcome in outcomes]
        if done[0]:
            assert second.id not in found
            assert found[third.id] == second.id
        else:
            assert found[third.id] == found[second.id]
        assert (first.id in found) == done[1]
        assert found.get(first.id, fourth.id) == fourth.id


def test_a_root_merged_while_something_is_confirmed(town: Any) -> None:
    for _ in range(ROUNDS):
        root, other, question = (town.question(f"Wheel number {number}") for number in range(3))
        town.do("bob", MarkDuplicate(question.id, root.id))
        _, outcome = town.at_once(
            lambda root=root, other=other: town.do("stew", MergeThreads(root.id, other.id)),
            lambda root=root, question=question: town.do("sten", ConfirmDuplicate(question.id, root.id)),
        )
        expected = {} if isinstance(outcome, Exception) else {question.id: other.id}
        assert town.redirects(question.id) == expected


def two_confirmed(town: Any) -> dict[Any, Any]:
    """Two questions are said to be duplicates of each other, and one is confirmed after the other session looked."""
    first, second = ring(town, 2)
    looked, confirmed = Event(), Event()

    def hold(sql: str) -> None:
        if re.search("UPDATE commkit_qa_duplicate SET root=%.*state=", sql) and not looked.is_set():
            looked.set()
            assert confirmed.wait(60)

    town.kit.database.observer = hold

    def confirm_other() -> None:
        assert looked.wait(60)
        try:
            town.do("sten", ConfirmDuplicate(second.id, first.id))
        finally:
            confirmed.set()

    town.at_once(lambda: town.do("stew", ConfirmDuplicate(first.id, second.id)), confirm_other)
    return town.redirects(first.id, second.id)


@pytest.mark.postgres
def test_control_without_the_lock_both_are_confirmed(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = statement(
        select(post.c.id).where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("posts", expanding=True, type_=Id)),
        )
    )
    monkeypatch.setattr("commkit_qa.duplicates.statements.LOCK", seen)
    assert len(two_confirmed(postgres_town)) == 2
