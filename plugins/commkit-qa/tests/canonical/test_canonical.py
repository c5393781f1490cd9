"""Canonical answers: marked, shown first, found first, withdrawn with a reason, explained."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.explaining import ExplainDecision
from commkit.posts import CreateThread, Post, RemovePost, ViewThread
from commkit.privacy import ErasePerson
from commkit_qa import (
    Canonical,
    ListCanonical,
    ListCanonicalHistory,
    ListSimilarQuestions,
    MarkCanonical,
    WithdrawalCause,
    WithdrawCanonical,
)


def asked(town: Any, title: str = "Build fails") -> tuple[Post, Post, Post]:
    """A question with two answers."""
    question = town.question(title)
    return question, town.answer(question.id), town.answer(question.id, by="cid")


def marks(town: Any, question: Post, by: Any = "bob") -> dict[Any, set[str]]:
    page = town.ask(by, ViewThread(question.id, rendered=False))
    return {item.post.id: {word for word in item.marks if "canonical" in word} for item in page.items}


def history(town: Any, question: Post, by: Any = "ada") -> tuple[Canonical, ...]:
    found: tuple[Canonical, ...] = town.ask(by, ListCanonicalHistory(question.id)).items
    return found


def test_a_canonical_answer_is_shown_first_and_its_author_is_thanked(town: Any) -> None:
    question, first, second = asked(town)
    made = town.do("stew", MarkCanonical(question.id, second.id, "  builds ", "It has all cases."))
    assert (made.subject, made.reason, made.withdrawn_at) == ("builds", "It has all cases.", None)
    page = town.ask("bob", ViewThread(question.id, rendered=False))
    assert [view.post.id for view in page.leading] == [second.id]
    assert [view.post.id for view in page.items] == [question.id, first.id, second.id]
    assert page.leading[0].marks >= {"qa.canonical"}
    assert marks(town, question) == {
        question.id: {"qa.canonical_question"},
        first.id: set(),
        second.id: {"qa.canonical"},
    }
    assert ("qa.canonical_marked", second.id) in town.inbox("cid")
    assert ("qa.canonical_marked", second.id) in town.inbox("ada")
    assert town.ask("bob", ListCanonical()).items == (made,)


def test_what_leads_comes_on_the_first_page_alone_and_from_beyond_it(town: Any) -> None:
    question, first, second = asked(town)
    town.do("stew", MarkCanonical(question.id, second.id, "builds"))
    page = town.ask("bob", ViewThread(question.id, rendered=False, limit=1))
    assert [view.post.id for view in (*page.items, *page.leading)] == [question.id, second.id]
    after = town.ask("bob", ViewThread(question.id, rendered=False, limit=1, after=page.next))
    assert ([view.post.id for view in after.items], after.leading) == ([first.id], ())


def test_marking_again_changes_the_words_and_no_other_answer_is_canonical_beside_it(town: Any) -> None:
    question, first, second = asked(town)
    made = town.do("stew", MarkCanonical(question.id, first.id, "builds"))
    assert town.emitted("sten", MarkCanonical(question.id, first.id, "builds")) == []
    again = town.do("sten", MarkCanonical(question.id, first.id, "broken builds", "clearer"))
    assert (again.id, again.subject, again.reason) == (made.id, "broken builds", "clearer")
    with town.refused("qa.other_canonical", Conflict):
        town.do("stew", MarkCanonical(question.id, second.id, "builds"))


def test_it_is_withdrawn_with_a_reason_and_all_see_why(town: Any) -> None:
    question, first, second = asked(town)
    town.do("stew", MarkCanonical(question.id, first.id, "builds"))
    with pytest.raises(Invalid):
        town.do("stew", WithdrawCanonical(question.id, " "))
    town.do("sten", WithdrawCanonical(question.id, "There is a better one."))
    (ended,) = history(town, question)
    assert (ended.cause, ended.withdrawal) == (WithdrawalCause.WITHDRAWN, "There is a better one.")
    assert ended.withdrawn_by is not None
    assert ended.withdrawn_by != ended.marked_by
    assert ("qa.canonical_withdrawn", first.id) in town.inbox("bob")
    assert marks(town, question)[first.id] == set()
    with town.refused("qa.no_canonical", NotFound):
        town.do("stew", WithdrawCanonical(question.id, "again"))
    town.do("stew", MarkCanonical(question.id, second.id, "builds"))
    assert [mark.answer for mark in history(town, question)] == [first.id, second.id]


def test_what_is_no_answer_to_this_question_is_not_marked(town: Any) -> None:
    question, first, _ = asked(town)
    other = town.answer(town.question("Other").id)
    comment = town.answer(question.id, kind="comment")
    note = town.do("ada", CreateThread(kind="note", title="A note", body="No question at all."))
    for bad in (MarkCanonical(question.id, other.id, "x"), MarkCanonical(question.id, comment.id, "x")):
        with pytest.raises(Invalid):
            town.do("stew", bad)
    with pytest.raises(Invalid):
        town.do("stew", MarkCanonical(note.id, first.id, "x"))
    with pytest.raises(Denied):
        town.do("bob", MarkCanonical(question.id, first.id, "x"))
    town.do("bob", RemovePost(first.id))
    with town.refused("qa.removed", Conflict):
        town.do("stew", MarkCanonical(question.id, first.id, "x"))


def test_it_stays_when_its_author_and_its_steward_are_erased(town: Any) -> None:
    question, first, _ = asked(town)
    town.do("sten", MarkCanonical(question.id, first.id, "builds", "Sten says so."))
    for person in ("bob", "sten"):
        with town.kit.session(SYSTEM) as lobby:
            lobby.do(ErasePerson(person))
    (mark,) = history(town, question)
    assert (mark.answer, mark.subject, mark.reason, mark.withdrawn_at) == (first.id, "builds", "", None)
    assert marks(town, question, by="cid")[first.id] == {"qa.canonical"}


def test_canonical_questions_are_found_first_where_they_are_about_as_similar(town: Any) -> None:
    near = town.question("Wheel build fails today")
    known, answer, _ = asked(town, "Wheel build fails sometimes today")
    far, far_answer, _ = asked(town, "Wheel of fortune spins around without stopping")
    query = ListSimilarQuestions(title="Wheel build fails today")
    assert [found.id for found in town.ask("bob", query)] == [near.id, known.id, far.id]
    town.do("stew", MarkCanonical(known.id, answer.id, "broken wheels"))
    town.do("stew", MarkCanonical(far.id, far_answer.id, "fortune"))
    found = town.ask("bob", query)
    assert [(its.id, its.canonical) for its in found] == [
        (known.id, "broken wheels"),
        (near.id, ""),
        (far.id, "fortune"),
    ]


def test_it_is_explained(town: Any) -> None:
    question, first, _ = asked(town)
    town.do("stew", MarkCanonical(question.id, first.id, "builds"))
    with town.kit.session("stew", "study", read_only=True) as session:
        trace = session.ask(ExplainDecision(session.member, "qa.mark_canonical", question.id, record="Post"))
    said = {step.rule: step for step in trace.steps}
    assert said["its canonical answer"].because == "it has one, for “builds”"
    assert trace.allowed
