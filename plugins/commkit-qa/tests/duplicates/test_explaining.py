"""Why a question is a duplicate: the chain, who agreed, and nothing that its reader may not see."""

from typing import Any

import pytest

from commkit import NotFound
from commkit.explaining import ExplainDecision
from commkit.posts import CreateThread, MergeThreads
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit_qa import ConfirmDuplicate, DuplicateChain, ExplainDuplicate, MarkDuplicate, ReopenQuestion


def chain_of(town: Any, question: Any, by: Any = "bob") -> DuplicateChain:
    found: DuplicateChain = town.ask(by, ExplainDuplicate(question.id))
    return found


def test_a_question_that_is_none_has_no_chain(town: Any) -> None:
    question = town.question()
    town.do("bob", MarkDuplicate(question.id, town.question("Older").id))
    assert chain_of(town, question) == DuplicateChain(question.id, (), None)


def test_the_chain_says_who_proposed_and_who_agreed(town: Any) -> None:
    first, second, third = (town.question(f"Question {number}") for number in range(3))
    town.do("bob", MarkDuplicate(first.id, second.id))
    town.do("tia", ConfirmDuplicate(first.id, second.id))
    town.duplicate(second, third, by="stew")
    found = chain_of(town, first)
    assert [(mark.question, mark.of, mark.root) for mark in found.marks] == [
        (first.id, second.id, third.id),
        (second.id, third.id, third.id),
    ]
    assert found.root == third.id
    by = {mark.question: (mark.proposed_by, mark.settled_by) for mark in found.marks}
    assert len({*by[first.id], *by[second.id]}) == 3
    town.do("stew", ReopenQuestion(second.id))
    assert (len(chain_of(town, first).marks), chain_of(town, first).root) == (1, second.id)


def test_the_chain_follows_a_question_that_was_merged(town: Any) -> None:
    first, second, third = (town.question(f"Question {number}") for number in range(3))
    town.duplicate(first, second)
    town.do("stew", MergeThreads(second.id, third.id))
    assert chain_of(town, first).root == third.id


def test_it_ends_where_its_reader_sees_nothing_more(town: Any) -> None:
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    inside = CreateThread(kind="question", title="Among us", body="May I ask that?", space=circle.id)
    first, second, hidden = town.question(), town.question("Second"), town.do("stew", inside)
    town.duplicate(first, second, by="stew")
    assert chain_of(town, first, "ada").root == second.id
    town.duplicate(second, hidden, by="stew")
    assert chain_of(town, first, "stew").root == hidden.id  # the control
    for reader in ("ada", "sten", None):
        assert chain_of(town, first, reader) == DuplicateChain(first.id, (), None)
        with pytest.raises(NotFound):
            chain_of(town, hidden, reader)


def test_what_may_be_said_about_it_is_explained(town: Any) -> None:
    question, older = town.question(), town.question("Older")

    def trace(action: str) -> Any:
        with town.kit.session("stew", "study", read_only=True) as session:
            return session.ask(ExplainDecision(session.member, action, question.id, record="Post"))

    assert trace("qa.mark_duplicate").allowed
    assert trace("qa.confirm_duplicate").denied_by.rule == "a proposal waits for an answer"
    town.duplicate(question, older)
    assert trace("qa.mark_duplicate").denied_by.rule == "it is no duplicate yet"
    said = {step.rule: step.because for step in trace("qa.merge_duplicate").steps}
    assert said["what was said about it"].startswith("it is a duplicate")
