"""Concurrent commands: one answer is accepted, one handoff is active, one warning is emitted; on both databases."""

import re
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import bindparam, select, update

from commkit import SYSTEM, CommkitError, Conflict
from commkit.posts import MergeThreads, Post, ReadPost, ReadThread, RemovePost, post
from commkit.storage import Id, statement
from commkit.testing.contexts import context_of
from commkit_support import (
    AcceptAnswer,
    CheckFirstReplyClocks,
    Handoff,
    ListHandoffs,
    OfferHandoff,
    QuestionSolved,
    RecordHandoffAnswered,
)
from commkit_support.jobs import ReturnHandoffAnswer

ROUNDS = 8


def test_of_two_accepted_at_once_exactly_one_is_accepted(town: Any) -> None:
    solved: list[Any] = []
    town.kit.on(QuestionSolved)(solved.append)
    for _ in range(ROUNDS):
        question = town.question()
        first, second = town.answer(question.id), town.answer(question.id, by="cid")
        outcomes = town.at_once(
            lambda question=question, answer=first: town.do("stew", AcceptAnswer(question.id, answer.id)),
            lambda question=question, answer=second: town.do("sten", AcceptAnswer(question.id, answer.id)),
        )
        won = [outcome for outcome in outcomes if isinstance(outcome, Post)]
        lost = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
        assert (len(won), len(lost)) == (1, 1), outcomes
        assert lost[0].code in ("posts.stale", "support.already_solved")
        assert town.ask("bob", ReadPost(question.id)).answer == won[0].answer
    assert len(solved) == ROUNDS


ACCEPT_WITHOUT_CONDITION = statement(
    update(post)
    .values(answer=bindparam("new_answer", type_=Id), state="solved")
    .where(post.c.community_id == bindparam("community_id"), post.c.id == bindparam("id"))
)


@pytest.mark.postgres
def test_control_a_check_before_an_unconditional_update_lets_both_win(postgres_town: Any) -> None:
    """The same race without the condition in the UPDATE: both read a question without answer, both succeed."""
    town = postgres_town
    question = town.question()
    answers = [town.answer(question.id), town.answer(question.id, by="cid")]
    seen = Barrier(2)

    def look_then_write(actor: str, answer: Post) -> bool:
        with town.kit.session(actor, "help") as session:
            if session.ask(ReadPost(question.id)).answer is not None:
                return False
            seen.wait()
            context_of(session).run(ACCEPT_WITHOUT_CONDITION, id=question.id, new_answer=answer.id)
            return True

    won = town.at_once(
        lambda: look_then_write("stew", answers[0]), lambda: look_then_write("sten", answers[1])
    )
    assert won == [True, True]


def test_an_answer_removed_while_it_is_accepted_is_not_accepted(town: Any) -> None:
    for _ in range(ROUNDS):
        question = town.question()
        answer = town.answer(question.id)
        town.at_once(
            lambda question=question, answer=answer: town.do("ada", AcceptAnswer(question.id, answer.id)),
            lambda answer=answer: town.do("bob", RemovePost(answer.id)),
        )
        after = town.ask("stew", ReadPost(question.id))
        removed = town.ask("stew", ReadPost(answer.id)).removed_at is not None
        assert after.answer is None if removed else after.answer == answer.id
        assert (after.state == "solved") == (after.answer is not None)


def removed_between(town: Any, *, ahead_of: str) -> Post:
    """The answer is removed after the accepting session loaded it and before that session locks it."""
    question = town.question()
    answer = town.answer(question.id)
    looked, removed = Event(), Event()

    def hold(sql: str) -> None:
        if re.search(ahead_of, sql) and not looked.is_set():
            looked.set()
            assert removed.wait(60)

    town.kit.database.observer = hold

    def remove() -> None:
        assert looked.wait(60)
        town.do("bob", RemovePost(answer.id))
        removed.set()

    town.at_once(lambda: town.do("ada", AcceptAnswer(question.id, answer.id)), remove)
    return town.ask("stew", ReadPost(question.id))


@pytest.mark.postgres
def test_an_answer_removed_before_it_is_locked_is_not_accepted(postgres_town: Any) -> None:
    assert removed_between(postgres_town, ahead_of="(?s)FROM commkit_post.*FOR UPDATE").answer is None


@pytest.mark.postgres
def test_control_without_the_lock_a_removed_answer_is_accepted(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = statement(select(post.c.id).where(post.c.id == bindparam("id")))
    monkeypatch.setattr("commkit.posts.states.statements.LOCK_ANSWER", seen)
    assert removed_between(postgres_town, ahead_of="UPDATE commkit_post SET state").answer is not None


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
            session.do(CheckFirstReplyClocks())
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
