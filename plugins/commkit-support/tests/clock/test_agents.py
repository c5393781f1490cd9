"""What agents write stops no clock, takes no question out of a queue, and solves nothing by itself."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM
from commkit.members import AddAgent, Agent, ReadMember
from commkit.posts import ListThreads, ReadPost, RemovePost, ThreadOrder
from commkit_qa import AcceptAnswer, CloseQuestion
from commkit_support import (
    ListUnansweredQuestions,
    OfferHandoff,
    PromiseStatus,
    ReadClock,
    ReadHandoffBundle,
    ReadSupportMetrics,
)

HOUR = timedelta(hours=1)


def add(town: Any, *scopes: str, role: str = "member") -> Agent:
    made: Agent = town.do(
        SYSTEM, AddAgent(name="Robot", scopes=scopes or ("posts.", "qa.", "support."), role=role)
    )
    return made


def replied_at(town: Any, question: Any) -> Any:
    return town.ask("ada", ReadClock(question.id)).replied_at


@pytest.mark.parametrize("role", ["member", "agent"])
def test_a_reply_of_an_agent_stops_no_clock(town: Any, role: str) -> None:
    question, robot = town.question(), add(town, role=role)
    first = town.answer(question.id, by=robot.key)
    assert (first.by_agent, replied_at(town, question)) == (True, None)
    assert [found.id for found in town.ask("ada", ListThreads(order=ThreadOrder.UNANSWERED)).items] == [
        question.id
    ]
    town.clock.advance(9 * HOUR)
    (queued,) = town.ask("amy", ListUnansweredQuestions()).items
    assert (queued.id, queued.status) == (question.id, PromiseStatus.OVERDUE)
    numbers = town.ask("amy", ReadSupportMetrics(since=town.clock.now - timedelta(days=30)))
    assert (numbers.unanswered, numbers.replied) == (1, 0)
    at = town.clock.advance(HOUR)
    town.answer(question.id, by="bob")
    assert replied_at(town, question) == at
    assert town.ask("ada", ListThreads(order=ThreadOrder.UNANSWERED)).items == ()


def test_a_removed_first_reply_is_not_followed_by_that_of_an_agent(town: Any) -> None:
    question, robot = town.question(), add(town)
    town.answer(question.id, by=robot.key)
    spam = town.answer(question.id, by="bob")
    town.answer(question.id, by=robot.key)
    town.do("stew", RemovePost(spam.id))
    assert replied_at(town, question) is None


def test_people_accept_the_answer_of_an_agent(town: Any) -> None:
    question, robot = town.question(), add(town)
    answer = town.answer(question.id, by=robot.key)
    assert town.ask("ada", ReadPost(question.id)).state == "open"
    assert town.do("ada", AcceptAnswer(question.id, answer.id)).state == "solved"
    assert replied_at(town, question) is None
    assert town.ask("ada", ListThreads(order=ThreadOrder.UNANSWERED)).items == ()


def test_an_agent_accepts_and_closes_only_by_a_scope_that_names_it(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    robot = add(town, "posts.", "qa.", "support.", role="agent")
    for command in (AcceptAnswer(question.id, answer.id), CloseQuestion(question.id, "Done.")):
        with town.refused("runtime.not_permitted"):
            town.do(robot.key, command)
    named = add(town, "posts.read", "qa.accept", role="agent")
    assert town.do(named.key, AcceptAnswer(question.id, answer.id)).state == "solved"


def test_the_help_desk_is_told_what_an_agent_wrote(town: Any) -> None:
    question, robot = town.question(), add(town, role="agent")
    town.answer(question.id, by=robot.key)
    handoff = town.do("amy", OfferHandoff(question.id, "Nobody here knows."))
    bundle = town.ask(SYSTEM, ReadHandoffBundle(handoff.id))
    assert [reply.by for reply in bundle.replies] == ["program"]
    assert town.ask("ada", ReadMember(robot.id)).staff
