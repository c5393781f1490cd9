"""Question hours: who opens them, what each phase accepts, and that the worker tells of each once."""

from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.posts import AddReaction, CreateReply, CreateThread, ReadPost, RemoveReaction, ViewThread
from commkit.spaces import AssignSpaceModerator, CreateSpace
from commkit_ama import (
    AnswerAsGuest,
    EndQuestionHour,
    QuestionHourPhase,
    QuestionHourPhaseBegan,
    ReadQuestionHour,
    SetQuestionTimes,
)
from commkit_ama.jobs import AdvanceQuestionHour
from tests.audiences import add_space


def phase(town: Any, hour: Any) -> QuestionHourPhase:
    return town.ask(None, ReadQuestionHour(hour.id)).phase


def test_who_manages_hours_opens_them_and_nobody_else(town: Any) -> None:
    with town.refused("ama.not_a_host", Denied):
        town.hour(by="ada")
    assert town.hour(by="hal").kind == "question_hour"
    assert town.hour(by="stew").kind == "question_hour"
    space = town.do(SYSTEM, CreateSpace("wells", "Wells"))
    town.do("owner", AssignSpaceModerator(space.id, town.member("ada")))
    with town.refused("ama.not_a_host", Denied):
        town.hour(by="ada")
    mine = town.hour(by="ada", space=space.id)
    assert not town.do("ada", SetQuestionTimes(mine.id, opens_at=town.after(hours=1))).collecting
    with pytest.raises(Denied):
        town.do("bob", SetQuestionTimes(mine.id))
    hidden = add_space(town.kit, "den", ("bob",), walled=False, town="salon")
    with pytest.raises(NotFound):
        town.hour(by="ada", space=hidden)


def test_each_phase_accepts_what_it_is_for(town: Any, hour: Any) -> None:
    state = town.do(
        "hal",
        SetQuestionTimes(
            hour.id, opens_at=town.after(hours=1), closes_at=town.after(hours=2), ends_at=town.after(hours=3)
        ),
    )
    assert (state.phase, state.questions) == (QuestionHourPhase.ANNOUNCED, 0)
    with town.refused("ama.not_collecting"):
        town.asked(hour, "Too early?")
    town.pass_time(hours=1)
    question = town.asked(hour)
    assert question.kind == "guest_question"
    assert phase(town, hour) is QuestionHourPhase.COLLECTING
    town.pass_time(hours=1)
    assert phase(town, hour) is QuestionHourPhase.ANSWERING
    with town.refused("ama.not_collecting"):
        town.asked(hour, "Too late?")
    with town.refused("ama.not_collecting"):
        town.asked(question, "Too late?", kind="guest_question")
    town.do("bob", AddReaction(question.id, "like"))
    town.do("xan", AnswerAsGuest(question.id, "Nine metres."))
    assert town.do("bob", CreateReply(question.id, "I see.")).kind == "comment"
    state = town.ask(None, ReadQuestionHour(hour.id))
    assert (state.questions, state.answered) == (1, 1)


@pytest.mark.parametrize("worker_came", [False, True])
def test_nothing_is_accepted_once_it_ended(town: Any, hour: Any, worker_came: bool) -> None:
    question = town.asked(hour)
    answer = town.do("xan", AnswerAsGuest(question.id, "Nine metres."))
    comment = town.do("bob", CreateReply(answer.id, "I see."))
    town.do("bob", AddReaction(question.id, "like"))
    town.do("hal", SetQuestionTimes(hour.id, ends_at=town.after(hours=1)))
    town.clock.advance(town.after(hours=1) - town.clock())
    if worker_came:
        town.kit.worker().drain()
    assert phase(town, hour) is QuestionHourPhase.ENDED
    for refused in (
        CreateReply(hour.id, "Too late?"),
        CreateReply(question.id, "A comment."),
        CreateReply(comment.id, "A comment below one."),
        AddReaction(question.id, "like"),
        AddReaction(answer.id, "like"),
        RemoveReaction(question.id, "like"),
    ):
        with town.refused("ama.ended", Denied):
            town.do("cid", refused)
    with town.refused("ama.ended", Denied):
        town.do("xan", AnswerAsGuest(question.id, "And more."))
    town.do("cid", AddReaction(question.id, "bookmark"))  # for oneself, and no vote
    assert town.ask(None, ReadPost(question.id)).score == 1
    assert [each.view.post.id for each in town.listed(hour).items] == [question.id]


def test_a_host_ends_it_and_opens_it_again(town: Any, hour: Any) -> None:
    question = town.asked(hour)
    town.do("hal", SetQuestionTimes(hour.id, closes_at=town.after(days=1)))
    town.clock.advance(town.after(hours=1) - town.clock())
    ended = town.do("hal", EndQuestionHour(hour.id))
    assert (ended.phase, ended.ends_at, ended.closes_at) == (QuestionHourPhase.ENDED, town.clock(), None)
    with town.refused("ama.ended_already", Conflict):
        town.do("hal", EndQuestionHour(hour.id))
    town.kit.worker().drain()
    assert town.ask(None, ReadPost(hour.id)).locked_at is not None
    town.do("hal", SetQuestionTimes(hour.id, closes_at=town.after(days=1)))
    town.kit.worker().drain()
    assert town.ask(None, ReadPost(hour.id)).locked_at is None
    town.do("xan", AnswerAsGuest(question.id, "Nine metres."))
    town.asked(hour, "One more?")


def test_the_worker_tells_of_each_phase_once(town: Any, hour: Any) -> None:
    times = SetQuestionTimes(
        hour.id, opens_at=town.after(hours=1), closes_at=town.after(hours=2), ends_at=town.after(hours=3)
    )
    assert town.emitted("hal", times) == ["ama.question_times_set"]

    def began() -> list[Any]:
        with town.kit.session(SYSTEM, "salon") as session:
            session.do(AdvanceQuestionHour(hour.id))
            return [
                (str(fact.before), str(fact.phase))
                for fact in session.facts
                if isinstance(fact, QuestionHourPhaseBegan)
            ]

    assert began() == [("collecting", "announced")]
    assert began() == []
    town.clock.advance(town.after(hours=1) - town.clock())
    assert began() == [("announced", "collecting")]
    town.clock.advance(town.after(hours=5) - town.clock())  # the worker comes late, and misses one
    assert began() == [("collecting", "ended")]
    assert town.ask(None, ReadPost(hour.id)).locked_at is not None
    assert began() == []


def test_times_follow_each_other(sqlite_town: Any) -> None:
    town = sqlite_town
    hour, early, late = town.hour(), town.after(hours=1), town.after(hours=2)
    for wrong in (
        {"opens_at": late, "closes_at": early},
        {"opens_at": early, "closes_at": early},
        {"opens_at": late, "ends_at": early},
        {"closes_at": late, "ends_at": early},
    ):
        with town.refused("runtime.invalid", Invalid):
            town.do("hal", SetQuestionTimes(hour.id, **wrong))
    with town.refused("runtime.invalid", Invalid):
        town.ask(None, ReadQuestionHour(town.asked(hour).id))


def test_pages_offer_what_is_accepted(town: Any, hour: Any) -> None:
    question = town.asked(hour)

    def offered(by: str, post: Any) -> frozenset[str]:
        items = town.ask(by, ViewThread(hour.id)).items
        return next(item.may for item in items if item.post.id == post.id)

    assert "ama.answer_as_guest" in offered("xan", question)
    assert "ama.answer_as_guest" not in offered("bob", question)
    assert {"ama.set_question_times", "ama.end_question_hour", "ama.set_guests"} <= offered("hal", hour)
    assert "ama.end_question_hour" not in offered("bob", hour)
    town.do("hal", EndQuestionHour(hour.id))
    assert "ama.answer_as_guest" not in offered("xan", question)
    assert "ama.set_question_times" in offered("hal", hour)
    assert "ama.end_question_hour" not in offered("hal", hour)


def test_control_threads_of_other_kinds_ask_for_no_times(sqlite_town: Any) -> None:
    town = sqlite_town
    thread = town.do("ada", CreateThread(kind="talk", title="Wells", body="Deep."))
    with town.counted() as seen:
        town.do("bob", CreateReply(thread.id, "Indeed."))
    assert not [sql for sql in seen if "commkit_ama" in sql]
