"""Concurrent commands: one answer is accepted, and no removed one; on both databases."""

import re
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import bindparam, select, update

from commkit import Conflict
from commkit.posts import Post, ReadPost, RemovePost, post
from commkit.storage import Id, statement
from commkit.testing.contexts import context_of
from commkit_qa import AcceptAnswer, QuestionSolved

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
        assert lost[0].code in ("posts.stale", "qa.already_solved")
        assert town.ask("bob", ReadPost(question.id)).answer == won[0].answer
    assert len(solved) == ROUNDS


ACCEPT_WITHOUT_CONDITION = statement(
    update(post)
    .values(answer=bindparam("new_answer", type_=Id), state="solved")
    .where(post.c.community_id == bindparam("community_id"), post.c.id == bindparam("id"))
)


@pytest.mark.slow
@pytest.mark.postgres
def test_control_a_check_before_an_unconditional_update_lets_both_win(postgres_town: Any) -> None:
    """The same race without the condition in the UPDATE: both read a question without answer, both succeed."""
    town = postgres_town
    question = town.question()
    answers = [town.answer(question.id), town.answer(question.id, by="cid")]
    seen = Barrier(2)

    def look_then_write(actor: str, answer: Post) -> bool:
        with town.kit.session(actor, "study") as session:
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
