"""Held posts, which nobody sees: they stop no clock, open no question, and are counted once they are released."""

from datetime import timedelta
from typing import Any

import pytest

from commkit.communities import UpdateSettings
from commkit.moderation import DecideCase, ListCases, ModerationAction
from commkit.posts import CreateReply, CreateThread, PostId, ReadPost, RemovePost
from commkit_qa import RequestInformation
from commkit_support import (
    Goal,
    ListUnansweredQuestions,
    PromiseStatus,
    QuestionClock,
    ReadClock,
    ReadSupportMetrics,
)
from commkit_support.clock.policy import promise_status

HOUR = timedelta(hours=1)


def hold_spam(town: Any) -> None:
    town.do("owner", UpdateSettings("moderation", {"words": "hold", "denied_words": ["spam"]}))


def decide(town: Any, held: PostId, action: ModerationAction) -> list[str]:
    """Decide the case of a held post; gives the names of the facts."""
    (case,) = [case for case in town.ask("owner", ListCases()).items if case.object == held]
    decision = DecideCase(case=case.id, action=action, rule="No advertising.", facts="It is one.")
    return list(town.emitted("owner", decision))


def clock_of(town: Any, question: PostId) -> QuestionClock:
    clock: QuestionClock = town.ask("ada", ReadClock(question))
    return clock


def test_a_held_reply_stops_no_clock_and_neither_does_its_removal(town: Any) -> None:
    hold_spam(town)
    question = town.question().id
    began = town.clock.now
    town.clock.advance(HOUR)
    spam = town.do("bob", CreateReply(question, "Buy spam.", kind="answer")).id
    assert clock_of(town, question).replied_at is None
    assert [each.id for each in town.ask("amy", ListUnansweredQuestions()).items] == [question]

    decide(town, spam, ModerationAction.REMOVE)
    assert (clock_of(town, question).replied_at, clock_of(town, question).reply) == (None, None)
    assert town.ask("stew", ReadSupportMetrics(since=began - HOUR)).replied == 0

    real = town.answer(question, by="bob")  # the next one counts
    assert clock_of(town, question).reply == real.id


def test_a_released_reply_counts_from_its_release(town: Any) -> None:
    hold_spam(town)
    question = town.question().id
    held = town.do("bob", CreateReply(question, "It is no spam.", kind="answer")).id
    released_at = town.clock.advance(HOUR)
    assert "support.first_reply_received" in decide(town, held, ModerationAction.DISMISS)
    clock = clock_of(town, question)
    assert (clock.reply, clock.replied_at, clock.replied_by_staff) == (held, released_at, False)
    assert town.ask("amy", ListUnansweredQuestions()).items == ()


def test_a_reply_that_was_seen_first_stays_the_first(town: Any) -> None:
    hold_spam(town)
    question = town.question().id
    held = town.do("bob", CreateReply(question, "It is no spam.", kind="answer")).id
    seen_at = town.clock.advance(HOUR)
    seen = town.answer(question, by="cid").id
    town.clock.advance(HOUR)
    decide(town, held, ModerationAction.DISMISS)
    assert (clock_of(town, question).reply, clock_of(town, question).replied_at) == (seen, seen_at)
    town.do("owner", RemovePost(seen))
    assert clock_of(town, question).reply == held


@pytest.mark.parametrize("action", [ModerationAction.DISMISS, ModerationAction.REMOVE])
def test_the_clock_of_a_held_question_runs_from_its_release(town: Any, action: ModerationAction) -> None:
    hold_spam(town)
    asked = CreateThread(kind="question", title="Where is my spam?", body="It went to the wrong folder.")
    question = town.do("ada", asked).id
    town.clock.advance(100 * HOUR)
    decide(town, question, action)
    clock = town.ask("owner", ReadClock(question))
    if action is ModerationAction.DISMISS:
        assert promise_status(clock, Goal.FIRST_REPLY, town.clock.now) is PromiseStatus.RUNNING
        assert (clock.first_reply.due_at, clock.paused) == (town.clock.now + 8 * HOUR, 100 * HOUR)
    else:
        assert promise_status(clock, Goal.FIRST_REPLY, town.clock.now) is PromiseStatus.PAUSED


def test_a_held_reply_of_the_asker_reopens_the_question_when_it_is_released(town: Any) -> None:
    question = town.question().id
    town.do("amy", RequestInformation(question, "Which version?"))
    hold_spam(town)
    waiting = town.ask("ada", ReadPost(question)).state
    held = town.do("ada", CreateReply(question, "The spam version.", kind="comment")).id
    assert town.ask("ada", ReadPost(question)).state == waiting

    decide(town, held, ModerationAction.DISMISS)
    assert town.ask("ada", ReadPost(question)).state == "open"


def test_a_held_reply_of_the_asker_that_is_removed_reopens_nothing(town: Any) -> None:
    question = town.question().id
    town.do("amy", RequestInformation(question, "Which version?"))
    hold_spam(town)
    waiting = town.ask("ada", ReadPost(question)).state
    decide(
        town,
        town.do("ada", CreateReply(question, "Spam.", kind="comment")).id,
        ModerationAction.REMOVE,
    )
    assert town.ask("ada", ReadPost(question)).state == waiting
