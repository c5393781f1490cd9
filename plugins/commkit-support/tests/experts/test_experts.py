"""Routing to experts: who is suggested and why, and a bounded number of invitations."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid
from commkit.communities import UpdateSettings
from commkit.members import AddGroupMember, CreateGroup, GroupId, ListMembers
from commkit.posts import CreateThread, Post, RemovePost
from commkit_absences import SetAbsence
from commkit_qa import AcceptAnswer
from commkit_support import (
    AssignQuestion,
    EndorseAnswer,
    ExpertInvitation,
    ExpertStatus,
    InviteExpert,
    ListExperts,
)

DAY = timedelta(days=1)


@pytest.fixture
def who(town: Any) -> dict[str, Any]:
    return {member.key: member.id for member in town.ask("stew", ListMembers(limit=50)).items}


def tagged(town: Any, *tags: str, by: str = "ada", audience: GroupId | None = None) -> Post:
    command = CreateThread(
        kind="question", title="Build fails", body="It worked yesterday.", tags=tags, audience=audience
    )
    post: Post = town.do(by, command)
    return post


def solved_by(town: Any, member: str, *tags: str, by: str = "ada", audience: GroupId | None = None) -> Post:
    question = tagged(town, *tags, by=by, audience=audience)
    answer: Post = town.answer(question.id, by=member)
    town.do(by, AcceptAnswer(question.id, answer.id))
    return answer


def experts(town: Any, question: Post, by: str = "amy") -> list[tuple[str, int, int, int, str]]:
    return [
        (one.name, one.accepted, one.endorsed, one.load, one.status.value)
        for one in town.ask(by, ListExperts(question.id))
    ]


def test_the_evidence_is_accepted_and_endorsed_answers_about_the_tags(town: Any) -> None:
    answers = [solved_by(town, "bob", "build", "windows") for _ in range(2)]
    solved_by(town, "cid", "windows")
    solved_by(town, "stew", "other")
    solved_by(town, "ada", "build", by="cid")
    question = tagged(town, "build", "windows")
    assert experts(town, question) == [("bob", 2, 0, 0, "available"), ("cid", 1, 0, 0, "available")]
    town.do("amy", EndorseAnswer(answers[0].id))
    assert experts(town, question)[0] == ("bob", 2, 1, 0, "available")
    town.do("stew", RemovePost(answers[0].id))
    assert experts(town, question) == [("bob", 1, 0, 0, "available"), ("cid", 1, 0, 0, "available")]
    assert experts(town, tagged(town)) == []


def test_who_cannot_be_asked_stands_behind_with_the_reason(town: Any, who: dict[str, Any]) -> None:
    for member in ("bob", "bob", "bob", "cid", "cid", "stew"):
        solved_by(town, member, "build")
    question = tagged(town, "build")
    town.do("owner", UpdateSettings("support.assignment", {"load_limit": 1}))
    town.do("amy", AssignQuestion(tagged(town, "build").id, who["bob"]))
    town.do("cid", SetAbsence(town.clock.now + DAY))
    assert experts(town, question) == [
        ("stew", 1, 0, 0, "available"),
        ("bob", 3, 0, 1, "at_limit"),
        ("cid", 2, 0, 0, "out_of_office"),
    ]
    town.do("amy", InviteExpert(question.id, who["stew"]))
    assert experts(town, question)[2] == ("stew", 1, 0, 0, "invited")
    town.clock.advance(DAY)
    assert experts(town, question)[0] == ("cid", 2, 0, 0, "available")


def test_what_the_reader_does_not_see_is_no_evidence(town: Any, who: dict[str, Any]) -> None:
    group = town.do("stew", CreateGroup("insiders", title="Insiders"))
    for member in ("ada", "bob", "owner"):
        town.do("owner", AddGroupMember(group.id, who[member]))
    solved_by(town, "bob", "build", audience=group.id)
    question = tagged(town, "build")
    assert experts(town, question, by="owner") == [("bob", 1, 0, 0, "available")]  # the control
    assert experts(town, question, by="amy") == []


def test_nobody_is_invited_more_often_than_a_week_allows(town: Any, who: dict[str, Any]) -> None:
    questions = [tagged(town, "build") for _ in range(5)]
    facts = town.emitted("amy", InviteExpert(questions[0].id, who["bob"]))
    assert facts == ["support.expert_invited"]
    assert ("support.expert_invited", questions[0].id) in town.inbox("bob")
    with town.refused("support.invited_already", Conflict):
        town.do("stew", InviteExpert(questions[0].id, who["bob"]))
    for question in questions[1:3]:
        town.do("stew", InviteExpert(question.id, who["bob"]))
    with town.refused("support.invited_enough", Conflict):
        town.do("amy", InviteExpert(questions[3].id, who["bob"]))
    town.do("amy", InviteExpert(questions[3].id, who["cid"]))  # the limit is each one's own
    town.clock.advance(7 * DAY)
    town.do("amy", InviteExpert(questions[3].id, who["bob"]))


def test_who_may_invite_whom_to_what(town: Any, who: dict[str, Any]) -> None:
    question = tagged(town, "build")
    for actor in ("ada", "bob"):
        with pytest.raises(Denied):
            town.do(actor, InviteExpert(question.id, who["cid"]))
        with pytest.raises(Denied):
            town.ask(actor, ListExperts(question.id))
    with pytest.raises(Invalid):
        town.do("amy", InviteExpert(question.id, who["ada"]))
    town.do("bob", SetAbsence(town.clock.now + DAY))
    with town.refused("support.out_of_office", Conflict):
        town.do("amy", InviteExpert(question.id, who["bob"]))


def test_two_who_invite_at_once_are_counted_both(town: Any, who: dict[str, Any]) -> None:
    town.do("owner", UpdateSettings("support.experts", {"invitations_a_week": 1}))
    for number in range(4):
        questions = [tagged(town, "build") for _ in range(2)]
        outcomes = town.at_once(
            *[
                lambda actor=actor, question=question: town.do(actor, InviteExpert(question.id, who["bob"]))
                for actor, question in zip(("stew", "sten"), questions, strict=True)
            ]
        )
        assert sum(isinstance(outcome, ExpertInvitation) for outcome in outcomes) == 1, (number, outcomes)
        town.clock.advance(8 * DAY)


def test_the_list_is_one_statement(town: Any) -> None:
    for member in ("bob", "cid", "stew"):
        solved_by(town, member, "build")
    question = tagged(town, "build")
    with town.counted() as seen:
        found = town.ask(SYSTEM, ListExperts(question.id))
    assert [one.status for one in found] == [ExpertStatus.AVAILABLE] * 3
    assert len(seen) == 3, seen  # scope, question, experts
