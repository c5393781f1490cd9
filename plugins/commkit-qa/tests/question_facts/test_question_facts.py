"""Question facts: declared, required or not, weighed by similar questions, counted as the reader sees them."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

from commkit import SYSTEM, CommunityType, Denied, Invalid, Kit
from commkit.posts import CreateThread, EditPost, RemovePost
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit_qa import (
    ANSWER,
    COMMENT,
    QUESTION,
    VERSION,
    AcceptAnswer,
    FactCount,
    ListSimilarQuestions,
    QuestionsAndAnswers,
    ReadFactCounts,
    product_area,
)
from commkit_qa.question_facts.policy import fact_keys
from commkit_qa.similar.policy import likeness, shared_facts


def ask(town: Any, title: str = "Wheel fails", space: Any = None, by: Any = "ada", **facts: Any) -> Any:
    command = CreateThread(kind="question", title=title, body="What now?", fields=facts, space=space)
    return town.do(by, command)


def counts(town: Any, field: str = "product_area", by: Any = "stew", **more: Any) -> Any:
    return town.ask(by, ReadFactCounts(field, **more))


def test_a_type_says_which_are_required() -> None:
    kind = evolve(QUESTION, fields=(product_area("shop", required=True), evolve(VERSION, required=True)))
    club = CommunityType("club", features=("posts", "qa.questions"), post_kinds=(kind, ANSWER, COMMENT))
    with closing(Kit("sqlite://", plugins=[QuestionsAndAnswers()], types=[club])) as kit:
        found = kit.registry.types["club"].declared_fields("post", "question")
        assert [(field.name, field.required) for field in found] == [
            ("product_area", True),
            ("version", True),
        ]


def test_values_are_checked(sqlite_town: Any) -> None:
    for facts in ({"product_area": "cake"}, {"version": "new"}, {"code_language": "x" * 41}):
        with pytest.raises(Invalid):
            ask(sqlite_town, **facts)


def test_equal_values_are_counted_together(town: Any) -> None:
    first = ask(town, version="1.4")
    ask(town, version="v1.4.0")
    ask(town, version="1.5")
    ask(town)
    town.do("ada", AcceptAnswer(first.id, town.answer(first.id).id))
    assert counts(town, "version") == (FactCount("1.4", 2, 1, 1), FactCount("1.5", 1, 0, 1))


def test_only_what_stands_and_is_asked_since_is_counted(town: Any) -> None:
    removed, changed = ask(town, product_area="build"), ask(town, product_area="build")
    town.do("ada", RemovePost(removed.id))
    town.do("ada", EditPost(post=changed.id, version=1, fields={"product_area": "docs"}))
    assert counts(town) == (FactCount("docs", 1, 0, 1),)
    since = town.clock.advance(timedelta(hours=1))
    assert counts(town, since=since) == ()


def test_what_stands_behind_a_wall_is_not_counted(town: Any) -> None:
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    ask(town, by="stew", space=circle.id, product_area="docs")
    assert counts(town) == (FactCount("docs", 1, 0, 1),)  # the control
    assert counts(town, by="sten") == ()


def test_who_reads_what(sqlite_town: Any) -> None:
    for actor in ("ada", "tia", None):
        with pytest.raises(Denied):
            counts(sqlite_town, by=actor)
    for field in ("nickname", "colour", "title"):
        with pytest.raises(Invalid) as caught:
            counts(sqlite_town, field)
        assert [fault.code for fault in caught.value.errors] == ["no_fact"]
        assert "product_area" in caught.value.errors[0].message  # one that can be counted
    assert counts(sqlite_town, by=SYSTEM) == ()


@pytest.mark.parametrize("questions", [1, 9])
def test_it_costs_one_statement(town: Any, questions: int) -> None:
    for number in range(questions):
        ask(town, version=f"1.{number}")
    with town.counted() as seen:
        assert len(counts(town, "version")) == questions
    assert len([sql for sql in seen if "commkit_field_value" in sql]) == 1, seen


def test_shared_facts_decide_between_equal_questions(town: Any) -> None:
    other, wanted = ask(town, version="2.0"), ask(town, version="1.4.0", product_area="docs")
    for facts, first, shared in (
        ({"version": "1.4", "product_area": "build"}, wanted, ("version",)),
        ({"version": "2"}, other, ("version",)),
    ):
        found = town.ask("bob", ListSimilarQuestions(title="Wheel fails", facts=facts))
        assert (found[0].id, found[0].shared_facts) == (first.id, shared)
        assert found[1].shared_facts == ()


def test_similar_questions_refuse_what_is_no_fact(sqlite_town: Any) -> None:
    for facts in ({"colour": "red"}, {"version": "new"}):
        with pytest.raises(Invalid) as caught:
            sqlite_town.ask("bob", ListSimilarQuestions(title="Wheel fails", facts=facts))
        assert caught.value.errors[0].path == f"facts.{next(iter(facts))}"


def test_likeness_with_facts() -> None:
    fields = {"version": VERSION}
    own = fact_keys(fields, {"version": "1.4"})
    assert shared_facts(own, fact_keys(fields, {"version": "1.4.0"})) == ("version",)
    assert shared_facts(own, {}) == ()
    assert likeness(["a"], ["a"], ["x"], ["x"], facts=1.0) == 4
