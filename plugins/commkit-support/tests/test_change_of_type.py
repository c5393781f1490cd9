"""A support community that becomes another type for a while: nothing of its questions, clocks and handoffs is lost."""

from datetime import date, timedelta
from typing import Any

import pytest

from commkit import SYSTEM, CommunityType, Kit, PostKind, hookimpl
from commkit.communities import CreateCommunity, ReadCommunity
from commkit.community_types import ChangeType, PlanTypeChange
from commkit.posts import CreateThread, ReadPost, ReadThread
from commkit_qa import AcceptAnswer
from commkit_support import ListHandoffs, ListUnansweredQuestions, ReadClock, Support

PRESS = CommunityType(
    "press",
    post_kinds=(
        PostKind(name="article", opens=True, replies=("comment",)),
        PostKind(name="comment", replies=("comment",)),
    ),
)
CUSTOMER = CommunityType("customer", composes=("press", "support"))


class Press:
    """A plugin with two more types."""

    @hookimpl
    def commkit_types(self) -> Any:
        return [PRESS, CUSTOMER]


@pytest.fixture
def town(make_town: Any) -> Any:
    return make_town(plugins=[Press()])


def change(town: Any, type: str) -> None:
    plan = town.ask("owner", PlanTypeChange(type))
    town.do("owner", ChangeType(type, plan.fingerprint))


def test_questions_answers_clocks_and_handoffs_are_back(town: Any) -> None:
    solved, waiting = town.question(), town.question("Another one")
    town.do("ada", AcceptAnswer(solved.id, town.answer(solved.id).id))
    handoff = town.offer()
    town.kit.worker().drain()
    state = town.where(handoff)
    before = [
        town.ask("bob", ReadPost(solved.id)),
        town.ask("bob", ReadThread(solved.id)),
        town.ask("amy", ReadClock(waiting.id)),
    ]
    plan = town.ask("owner", PlanTypeChange("press"))
    told = {(loss.kind.value, loss.name): loss.count for loss in plan.losses}
    assert told["post_kind", "question"] == 3
    assert told["role", "agent"] == 1
    assert told["feature", "support.handoff"] + told["feature", "support.clock"] >= 2
    change(town, "press")
    assert town.ask(None, ReadCommunity()).type == "press"
    with town.refused("runtime.not_found"):
        town.ask("bob", ReadPost(solved.id))
    with town.refused("runtime.no_such_message"):
        town.ask("amy", ListUnansweredQuestions())
    town.do("ada", CreateThread(kind="article", title="News", body="New."))
    assert town.kit.worker(attempts=1).drain().parked == 0
    change(town, "support")
    assert [
        town.ask("bob", ReadPost(solved.id)),
        town.ask("bob", ReadThread(solved.id)),
        town.ask("amy", ReadClock(waiting.id)),
    ] == before
    assert town.where(handoff) is state
    assert [found.id for found in town.ask(SYSTEM, ListHandoffs(handoff.question))] == [handoff.id]


def test_a_clock_stands_still_while_its_question_is_hidden(town: Any) -> None:
    question = town.question()
    due_at = town.ask("amy", ReadClock(question.id)).first_reply.due_at
    change(town, "press")
    town.clock.advance(timedelta(hours=100))
    town.kit.worker().drain()
    change(town, "support")
    town.kit.worker().drain()
    clock = town.ask("amy", ReadClock(question.id))
    assert clock.first_reply.due_at == due_at + timedelta(hours=100)
    assert clock.first_reply.overdue_at is None


def test_a_composed_type_keeps_all_of_it_at_work(town: Any) -> None:
    question = town.question()
    plan = town.ask("owner", PlanTypeChange("customer"))
    assert [loss.name for loss in plan.losses if loss.kind.value in ("feature", "post_kind", "role")] == []
    change(town, "customer")
    town.do("ada", CreateThread(kind="article", title="News", body="New."))
    town.do("ada", AcceptAnswer(question.id, town.answer(question.id).id))
    assert town.ask("bob", ReadPost(question.id)).state == "solved"


def test_nobody_becomes_a_support_community_without_a_way_out_to_humans(make_town: Any) -> None:
    town = make_town(plugins=[Press()], help_desk=None)
    town.kit.close()
    kit = Kit(town.url, plugins=[Support(), Press()], clock=town.clock)
    try:
        made = CreateCommunity(
            "gazette", type="press", title="G", purpose="P", care_hours=1, review_on=date(2100, 1, 1)
        )
        kit.transact("owner", None, lambda session: session.do(made))
        for type in ("support", "customer"):
            with kit.session("owner", "gazette", read_only=True) as session:
                plan = session.ask(PlanTypeChange(type))
            command = ChangeType(type, plan.fingerprint)
            with town.refused("support.help_desk_required"):
                kit.transact("owner", "gazette", lambda session, c=command: session.do(c))
    finally:
        kit.close()
