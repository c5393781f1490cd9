"""Endorsements: staff and experts stand by answers of others, and pages show it."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid
from commkit.explaining import ExplainDecision
from commkit.members import AddAgent
from commkit.posts import CreateReply, CreateThread, Post, RemovePost, ViewThread
from commkit.privacy import ErasePerson
from commkit_qa import AcceptAnswer
from commkit_support import EndorseAnswer, ListEndorsements, WithdrawEndorsement


def tagged(town: Any, *tags: str, by: str = "ada") -> Post:
    body = "It worked yesterday, what now?"
    post: Post = town.do(by, CreateThread(kind="question", title="Build fails", body=body, tags=tags))
    return post


def solved_by(town: Any, member: str, *tags: str) -> None:
    question = tagged(town, *tags)
    town.do("ada", AcceptAnswer(question.id, town.answer(question.id, by=member).id))


def shown(town: Any, answer: Post, actor: str = "bob") -> tuple[tuple[str, ...], frozenset[str]]:
    (view,) = (
        view
        for view in town.ask(actor, ViewThread(answer.thread, rendered=False)).items
        if view.post.id == answer.id
    )
    may = frozenset(name for name in view.may if name.endswith(("endorse_answer", "withdraw_endorsement")))
    return tuple(sorted(view.marks)), may


def test_staff_stands_by_an_answer_and_no_longer(town: Any) -> None:
    answer = town.answer(tagged(town, "build").id)
    assert shown(town, answer, "amy") == ((), {"support.endorse_answer"})
    assert town.emitted("amy", EndorseAnswer(answer.id)) == ["support.answer_endorsed"]
    assert town.emitted("amy", EndorseAnswer(answer.id)) == []
    marks = ("support.endorsed", "support.endorsed_by_staff")
    assert shown(town, answer, "amy") == (marks, {"support.withdraw_endorsement"})
    assert shown(town, answer, "cid") == (marks, frozenset())
    (found,) = town.ask("cid", ListEndorsements(answer.id))
    assert found.by_staff
    assert ("support.answer_endorsed", answer.id) in town.inbox("bob")
    town.do("bob", WithdrawEndorsement(answer.id))  # not his
    assert shown(town, answer)[0] == marks
    assert town.emitted("amy", WithdrawEndorsement(answer.id)) == ["support.endorsement_withdrawn"]
    assert town.emitted("amy", WithdrawEndorsement(answer.id)) == []
    assert shown(town, answer)[0] == ()


def test_an_expert_of_a_tag_has_accepted_answers_about_it(town: Any) -> None:
    for _ in range(3):
        solved_by(town, "bob", "build")
    solved_by(town, "cid", "build")
    answer = town.answer(tagged(town, "Build", "windows").id, by="amy")
    elsewhere = town.answer(tagged(town, "windows").id, by="amy")
    town.do("bob", EndorseAnswer(answer.id))
    assert shown(town, answer)[0] == ("support.endorsed",)
    for actor, about in (("bob", elsewhere), ("cid", answer)):
        assert "support.endorse_answer" not in shown(town, about, actor)[1]
        with town.refused("support.not_an_expert", Denied):
            town.do(actor, EndorseAnswer(about.id))


def test_one_s_own_answers_make_no_expert_and_are_not_endorsed(town: Any) -> None:
    for _ in range(3):
        question = tagged(town, "build", by="cid")
        town.do("cid", AcceptAnswer(question.id, town.answer(question.id, by="cid").id))
    answer = town.answer(tagged(town, "build").id, by="amy")
    with town.refused("support.not_an_expert", Denied):
        town.do("cid", EndorseAnswer(answer.id))
    with town.refused("support.own_answer", Denied):
        town.do("amy", EndorseAnswer(answer.id))


def test_nobody_endorses_what_their_agent_answered(town: Any) -> None:
    scopes = ("posts.create_reply", "posts.read")
    town.do(SYSTEM, AddAgent(name="Robot", key="robot", scopes=scopes, acts_for=town.member("amy")))
    answer = town.answer(tagged(town, "build").id, by="robot")
    assert "support.endorse_answer" not in shown(town, answer, "amy")[1]
    with town.refused("support.own_answer", Denied):
        town.do("amy", EndorseAnswer(answer.id))
    trace = town.ask("amy", ExplainDecision(town.member("amy"), "support.endorse", answer.id, record="Post"))
    assert trace.denied_by.rule == "an answer of somebody else"


def test_what_cannot_be_endorsed(town: Any) -> None:
    question = tagged(town, "build")
    comment = town.do("bob", CreateReply(question.id, "Me too.", kind="comment"))
    for wrong in (question, comment):
        with pytest.raises(Invalid):
            town.do("amy", EndorseAnswer(wrong.id))
    answer = town.answer(question.id)
    town.do("stew", RemovePost(answer.id))
    with pytest.raises(Conflict):
        town.do("amy", EndorseAnswer(answer.id))


def test_why_somebody_may_not_is_explained(town: Any) -> None:
    answer = town.answer(tagged(town, "build").id, by="amy")
    trace = town.ask("bob", ExplainDecision(town.member("bob"), "support.endorse", answer.id, record="Post"))
    steps = {step.rule: step.because for step in trace.steps}
    assert steps["staff, or an expert of a tag of the question"] == (
        "0 accepted answers about its tags; an expert has 3"
    )


def test_an_endorsement_goes_with_the_person(town: Any) -> None:
    answer = town.answer(tagged(town, "build").id)
    town.do("amy", EndorseAnswer(answer.id))
    with town.kit.session("amy") as lobby:
        assert lobby.do(ErasePerson()).not_cleaned == ()
    assert town.ask("bob", ListEndorsements(answer.id)) == ()


def test_the_marks_of_a_page_cost_two_statements_however_many_there_are(town: Any) -> None:
    counts = []
    question = tagged(town, "build")
    for _ in range(2):
        for _ in range(5):
            town.do("amy", EndorseAnswer(town.answer(question.id).id))
        with town.counted() as seen:
            town.ask("bob", ViewThread(question.id, limit=50, rendered=False))
        counts.append(len(seen))
    assert counts[0] == counts[1]
