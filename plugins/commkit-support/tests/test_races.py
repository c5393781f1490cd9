"""Several at once: one answer stands, one handoff is under way, one warning is told; on SQLite and PostgreSQL."""

from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import bindparam, update

from commkit import SYSTEM, CommkitError, Conflict
from commkit.posts import Post, ReadPost, RemovePost, ThreadPage, post
from commkit.storage import Id, statement
from commkit_support import (
    AcceptAnswer,
    CheckClocks,
    Handoff,
    Handoffs,
    OfferHandoff,
    QuestionSolved,
    RecordAnswered,
    ReturnAnswer,
    handlers,
)

ROUNDS = 8


def test_of_two_accepted_at_once_exactly_one_stands(town: Any) -> None:
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
def test_control_look_then_write_lets_both_win(settled_postgres_town: Any) -> None:
    """The same race without the condition in the UPDATE: both see a question without answer, both believe they won."""
    town = settled_postgres_town
    question = town.question()
    answers = [town.answer(question.id), town.answer(question.id, by="cid")]
    seen = Barrier(2)

    def look_then_write(actor: str, answer: Post) -> bool:
        with town.kit.session(actor, "help") as session:
            if session.ask(ReadPost(question.id)).answer is not None:
                return False
            seen.wait()
            session.run(ACCEPT_WITHOUT_CONDITION, id=question.id, new_answer=answer.id)
            return True

    won = town.at_once(
        lambda: look_then_write("stew", answers[0]), lambda: look_then_write("sten", answers[1])
    )
    assert won == [True, True]


def test_an_answer_taken_down_while_it_is_accepted_does_not_stand(town: Any) -> None:
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


def removed_between(town: Any) -> Post:
    """The answer is taken down after the accepting session saw it and before that session writes."""
    question = town.question()
    answer = town.answer(question.id)
    looked, removed = Event(), Event()

    def hold(sql: str) -> None:
        if sql.startswith("UPDATE commkit_post SET state") and "answer=" in sql and not removed.is_set():
            looked.set()
            removed.wait(60)

    town.kit.database.observer = hold

    def remove() -> None:
        assert looked.wait(60)
        town.do("bob", RemovePost(answer.id))
        removed.set()

    town.at_once(lambda: town.do("ada", AcceptAnswer(question.id, answer.id)), remove)
    return town.ask("stew", ReadPost(question.id))


@pytest.mark.postgres
def test_an_answer_is_looked_at_again_when_the_question_is_ours(settled_postgres_town: Any) -> None:
    assert removed_between(settled_postgres_town).answer is None


@pytest.mark.postgres
def test_control_without_the_second_look_a_removed_answer_stands(
    settled_postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "_see_that_it_stands", lambda *_: None)
    assert removed_between(settled_postgres_town).answer is not None


def test_of_many_offers_at_once_one_is_under_way(town: Any) -> None:
    for _ in range(ROUNDS // 2):
        question = town.question()
        offers = [
            lambda actor=actor, question=question: town.do(actor, OfferHandoff(question.id, "Nobody knows."))
            for actor in ("ada", "amy", "stew", "sten")
        ]
        outcomes = town.at_once(*offers)
        assert sum(isinstance(outcome, Handoff) for outcome in outcomes) == 1, outcomes
        assert len(town.ask("ada", Handoffs(question.id))) == 1


def test_many_schedulers_tell_each_thing_once(town: Any) -> None:
    questions = [town.question(f"Question {number}").id for number in range(12)]
    town.clock.advance(timedelta(hours=9))
    told: list[Any] = []

    def check() -> None:
        def unit(session: Any) -> list[Any]:
            session.do(CheckClocks())
            return [fact.question for fact in session.facts]

        told.extend(town.kit.transact(SYSTEM, "help", unit))

    assert town.at_once(*[check] * 4) == [None] * 4
    assert sorted(told) == sorted(questions)


def test_an_answer_returns_once_however_many_workers_bring_it(town: Any) -> None:
    handoff = town.do("ada", OfferHandoff(town.question().id, "Nobody knows."))
    town.do(SYSTEM, RecordAnswered(handoff.id, "Restart it."))
    outcomes = town.at_once(*[lambda: town.do(SYSTEM, ReturnAnswer(handoff.id))] * 4)
    assert all(isinstance(outcome, Handoff | CommkitError) for outcome in outcomes)
    assert len(town.ask("bob", ThreadPage(handoff.question)).items) == 2
