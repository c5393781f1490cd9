"""Two at once: of two answers one is canonical, and none that is removed meanwhile; on both databases."""

from typing import Any

import pytest
from sqlalchemy import insert

from commkit import Conflict
from commkit.posts import ReadPost, RemovePost
from commkit.storage import statement
from commkit_qa import Canonical, CanonicalMarked, ListCanonical, MarkCanonical
from commkit_qa.tables import canonical

ROUNDS = 8


def test_of_two_answers_that_are_marked_at_once_one_is_canonical(town: Any) -> None:
    told: list[Any] = []
    town.kit.on(CanonicalMarked)(told.append)
    for _ in range(ROUNDS):
        question = town.question()
        answers = [town.answer(question.id), town.answer(question.id, by="cid")]
        outcomes = town.at_once(
            lambda q=question, a=answers[0]: town.do("stew", MarkCanonical(q.id, a.id, "builds")),
            lambda q=question, a=answers[1]: town.do("sten", MarkCanonical(q.id, a.id, "builds")),
        )
        won = [found for found in outcomes if isinstance(found, Canonical)]
        lost = [found for found in outcomes if isinstance(found, Conflict)]
        assert (len(won), len(lost)) == (1, 1), outcomes
        assert lost[0].code in ("qa.other_canonical", "qa.stale_canonical")
    assert len(told) == ROUNDS


@pytest.mark.postgres
def test_control_without_the_one_row_for_a_question_both_are_added(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same race with a plain insert into a table without the index."""
    town = postgres_town
    with town.kit.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX uq_commkit_qa_canonical_question")
    monkeypatch.setattr("commkit_qa.canonical.statements.ADD", statement(lambda: insert(canonical)))
    question = town.question()
    answers = [town.answer(question.id), town.answer(question.id, by="cid")]
    town.at_once(
        lambda: town.do("stew", MarkCanonical(question.id, answers[0].id, "builds")),
        lambda: town.do("sten", MarkCanonical(question.id, answers[1].id, "builds")),
    )
    assert len(town.ask("ada", ListCanonical()).items) == 2


def test_an_answer_that_is_removed_while_it_is_marked_is_not_canonical(town: Any) -> None:
    for _ in range(ROUNDS):
        question = town.question()
        answer = town.answer(question.id)
        town.at_once(
            lambda q=question, a=answer: town.do("stew", MarkCanonical(q.id, a.id, "builds")),
            lambda a=answer: town.do("bob", RemovePost(a.id)),
        )
        assert town.ask("stew", ReadPost(answer.id)).removed_at is not None
        assert town.ask("stew", ListCanonical()).items == ()
