"""Concurrent commands: one handoff is active, one warning is emitted; on both databases."""

from datetime import timedelta
from threading import Event
from typing import Any

import pytest

from commkit import SYSTEM, CommkitError
from commkit.posts import MergeThreads, ReadPost, ReadThread
from commkit_support import CheckClocks, Handoff, ListHandoffs, OfferHandoff, RecordHandoffAnswered
from commkit_support.jobs import ReturnHandoffAnswer

ROUNDS = 8


def test_of_many_offers_at_once_one_is_active(town: Any) -> None:
    for _ in range(ROUNDS // 2):
        question = town.question()
        offers = [
            lambda actor=actor, question=question: town.do(actor, OfferHandoff(question.id, "Nobody knows."))
            for actor in ("ada", "amy", "stew", "sten")
        ]
        outcomes = town.at_once(*offers)
        assert sum(isinstance(outcome, Handoff) for outcome in outcomes) == 1, outcomes
        assert len(town.ask("ada", ListHandoffs(question.id))) == 1


def test_many_schedulers_emit_each_fact_once(town: Any) -> None:
    questions = [town.question(f"Question {number}").id for number in range(12)]
    town.clock.advance(timedelta(hours=9))
    emitted: list[Any] = []

    def check() -> None:
        def unit(session: Any) -> list[Any]:
            session.do(CheckClocks())
            return [fact.question for fact in session.facts]

        emitted.extend(town.kit.transact(SYSTEM, "help", unit))

    assert town.at_once(*[check] * 4) == [None] * 4
    assert sorted(emitted) == sorted(questions)


def test_an_answer_is_published_once_by_any_number_of_workers(town: Any) -> None:
    handoff = town.do("ada", OfferHandoff(town.question().id, "Nobody knows."))
    town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "Restart it."))
    outcomes = town.at_once(*[lambda: town.do(SYSTEM, ReturnHandoffAnswer(handoff.id))] * 4)
    assert all(isinstance(outcome, Handoff | CommkitError) for outcome in outcomes)
    assert len(town.ask("bob", ReadThread(handoff.question)).items) == 2


def test_a_question_is_handed_over_or_merged_never_both(town: Any) -> None:
    for _ in range(ROUNDS):
        question, onto = town.question(), town.question("The same as before")
        town.at_once(
            lambda question=question: town.do("ada", OfferHandoff(question.id, "Nobody knows.")),
            lambda question=question, onto=onto: town.do("stew", MergeThreads(question.id, onto.id)),
        )
        merged = not town.ask("stew", ReadPost(question.id)).opens
        assert len(town.ask("stew", ListHandoffs(question.id))) == (0 if merged else 1)


def merged_between(town: Any) -> tuple[bool, int]:
    """A question is handed over after the merging session checked; returns (merged, handoffs)."""
    question, onto = town.question(), town.question("The same as before")
    looked, offered = Event(), Event()

    def hold(sql: str) -> None:
        if "FOR UPDATE" in sql and not looked.is_set():
            looked.set()
            assert offered.wait(60)

    town.kit.database.observer = hold

    def offer() -> None:
        assert looked.wait(60)
        town.do("ada", OfferHandoff(question.id, "Nobody knows."))
        offered.set()

    town.at_once(lambda: town.do("stew", MergeThreads(question.id, onto.id)), offer)
    merged = not town.ask("stew", ReadPost(question.id)).opens
    return merged, len(town.ask("stew", ListHandoffs(question.id)))


@pytest.mark.postgres
def test_a_handoff_after_the_gate_is_found_once_the_posts_are_locked(
    postgres_town: Any,
) -> None:
    assert merged_between(postgres_town) == (False, 1)


@pytest.mark.postgres
def test_control_without_the_second_check_it_is_both(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit_support.handoff.reactions.check_not_handed_off", lambda *_: None)
    assert merged_between(postgres_town) == (True, 1)
