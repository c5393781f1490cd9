"""Assignment: one member cares for a question, within a limit, and is reminded while it is open."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.communities import UpdateSettings
from commkit.members import AddAgent, LeaveCommunity, ListMembers, RestrictMember
from commkit.posts import MergeThreads, RemovePost, ViewThread
from commkit.privacy import ErasePerson
from commkit_absences import SetAbsence
from commkit_qa import AcceptAnswer, RequestInformation
from commkit_support import (
    AssignQuestion,
    CheckClocks,
    ListAssignments,
    ListMyAssignments,
    TakeQuestion,
    UnassignQuestion,
)
from commkit_support.assignment.feature import AssignmentSettings

DAY = timedelta(days=1)


@pytest.fixture
def who(town: Any) -> dict[str, Any]:
    return {member.key: member.id for member in town.ask("stew", ListMembers(limit=50)).items}


def mine(town: Any, actor: str) -> list[Any]:
    return [found.question for found in town.ask(actor, ListMyAssignments()).items]


def limit_to(town: Any, load: int) -> None:
    town.do("owner", UpdateSettings("support.assignment", {"load_limit": load}))


def test_a_question_is_given_taken_and_given_back(town: Any, who: dict[str, Any]) -> None:
    question = town.question().id
    with town.kit.session("stew", "help") as session:
        given = session.do(AssignQuestion(question, who["amy"]))
        (fact,) = session.facts
    assert (given.assignee, given.assigned_by) == (who["amy"], who["stew"])
    assert (fact.name, fact.assignee, fact.before) == ("support.question_assigned", who["amy"], None)
    assert town.emitted("stew", AssignQuestion(question, who["amy"])) == []  # she has it already
    assert (mine(town, "amy"), mine(town, "stew")) == ([question], [])
    assert ("support.question_assigned", question) in town.inbox("amy")
    with town.refused("support.taken", Conflict):
        town.do("stew", TakeQuestion(question))
    assert town.emitted("stew", AssignQuestion(question, who["sten"])) == ["support.question_assigned"]
    assert [found.question for found in town.ask("amy", ListAssignments(who["sten"])).items] == [question]
    town.do("sten", UnassignQuestion(question))
    with pytest.raises(NotFound):
        town.do("sten", UnassignQuestion(question))
    assert town.do("stew", TakeQuestion(question)).assignee == who["stew"]
    assert town.inbox("stew") == []  # nobody is notified of what they took


def test_a_member_may_be_given_one_and_give_it_back_and_no_more(town: Any, who: dict[str, Any]) -> None:
    question, other = town.question().id, town.question("Another one").id
    town.do("amy", AssignQuestion(question, who["bob"]))
    town.do("amy", AssignQuestion(other, who["amy"]))
    assert mine(town, "bob") == [question]
    for command in (TakeQuestion(other), AssignQuestion(other, who["bob"])):
        with pytest.raises(Denied):
            town.do("bob", command)
    with pytest.raises(Denied):
        town.ask("bob", ListAssignments(who["amy"]))
    with pytest.raises(NotFound):
        town.do("bob", UnassignQuestion(other))
    town.do("bob", UnassignQuestion(question))
    assert mine(town, "bob") == []


def test_what_is_settled_removed_or_merged_is_no_load(town: Any, who: dict[str, Any]) -> None:
    limit_to(town, 1)
    questions = [town.question(f"Question {number}").id for number in range(5)]
    town.do("stew", AssignQuestion(questions[0], who["amy"]))
    with town.refused("support.load_limit", Conflict):
        town.do("stew", AssignQuestion(questions[1], who["amy"]))
    town.do("ada", AcceptAnswer(questions[0], town.answer(questions[0]).id))
    town.do("stew", AssignQuestion(questions[1], who["amy"]))
    town.do("stew", RemovePost(questions[1]))
    town.do("stew", AssignQuestion(questions[2], who["amy"]))
    town.do("stew", MergeThreads(questions[2], questions[4]))
    town.do("stew", AssignQuestion(questions[3], who["amy"]))
    assert mine(town, "amy") == [questions[3]]


def test_what_cannot_be_given(town: Any, who: dict[str, Any]) -> None:
    question = town.question()
    town.do("amy", SetAbsence(town.clock.now + DAY))
    with town.refused("support.out_of_office", Conflict):
        town.do("stew", AssignQuestion(question.id, who["amy"]))
    agent = town.do("owner", AddAgent(name="Helper", scopes=("posts.read",)))
    with pytest.raises(Invalid):
        town.do("stew", AssignQuestion(question.id, agent.id))
    with pytest.raises(Invalid):
        town.do("stew", AssignQuestion(town.answer(question.id).id, who["sten"]))
    town.do("ada", AcceptAnswer(question.id, town.answer(question.id).id))
    with pytest.raises(Conflict):
        town.do("stew", AssignQuestion(question.id, who["sten"]))
    town.clock.advance(DAY)
    town.do("stew", AssignQuestion(town.question("Another one").id, who["amy"]))  # she is back


def test_reminders_come_while_it_is_open_and_not_while_one_is_away(town: Any, who: dict[str, Any]) -> None:
    question = town.question().id
    town.answer(question, kind="comment")
    town.do("stew", AssignQuestion(question, who["amy"]))
    assert town.do(SYSTEM, CheckClocks()).reminded == 0
    town.clock.advance(DAY)
    assert town.do(SYSTEM, CheckClocks()).reminded == 1
    assert town.do(SYSTEM, CheckClocks()).reminded == 0
    assert ("support.assignee_reminded", question) in town.inbox("amy")
    town.do("amy", RequestInformation(question, "Which version?"))
    town.clock.advance(DAY)
    assert town.do(SYSTEM, CheckClocks()).reminded == 0  # it is the asker's turn
    town.do("amy", SetAbsence(town.clock.now + DAY))
    town.answer(question, by="ada", kind="comment")
    assert town.do(SYSTEM, CheckClocks()).reminded == 0
    town.clock.advance(DAY)
    assert town.do(SYSTEM, CheckClocks()).reminded == 1


def test_who_goes_leaves_nothing_behind(town: Any, who: dict[str, Any]) -> None:
    questions = [town.question(f"Question {number}").id for number in range(3)]
    for question, member in zip(questions, ("amy", "bob", "cid"), strict=True):
        town.do("stew", AssignQuestion(question, who[member]))
    assert "support.question_unassigned" in town.emitted("amy", LeaveCommunity())
    town.do("stew", RestrictMember(who["bob"], "banned", "It had to be."))
    with town.kit.session("cid") as lobby:
        assert lobby.do(ErasePerson()).not_cleaned == ()
    for member in ("bob", "cid"):
        assert town.ask("stew", ListAssignments(who[member])).items == ()
    for question in questions:
        town.do("stew", TakeQuestion(question))


def test_pages_follow_the_next_reminder_and_cost_the_same(town: Any, who: dict[str, Any]) -> None:
    questions = []
    for number in range(7):
        questions.append(town.question(f"Question {number}").id)
        town.do("stew", AssignQuestion(questions[-1], who["amy"]))
        town.clock.advance(timedelta(minutes=1))
    found, after = [], None
    while True:
        with town.counted() as seen:
            page = town.ask("amy", ListMyAssignments(after=after, limit=3))
        assert len(seen) == 2, seen  # scope, page
        found += [item.question for item in page.items]
        after = page.next
        if after is None:
            break
    assert found == questions


def test_a_page_offers_what_can_be_done(town: Any, who: dict[str, Any]) -> None:
    question = town.question().id

    def offered(actor: str) -> set[str]:
        names = town.ask(actor, ViewThread(question, rendered=False)).items[0].may
        return {name for name in names if name.endswith(("take_question", "unassign_question"))}

    assert (offered("amy"), offered("bob")) == ({"support.take_question"}, set())
    town.do("stew", AssignQuestion(question, who["bob"]))
    assert (offered("amy"), offered("bob")) == ({"support.unassign_question"}, {"support.unassign_question"})
    assert offered("cid") == set()


@pytest.mark.parametrize("wrong", [{"load_limit": 0}, {"remind_after": timedelta()}])
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        AssignmentSettings(**wrong)
    assert caught.value.code == "support.bad_settings"
