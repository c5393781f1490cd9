"""What proves that an answer was useful: accepted, confirmed by the asker, or not asked again; each at its limit."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM
from commkit.posts import CreateReply, CreateThread, Post, RemovePost
from commkit_qa import (
    AcceptAnswer,
    AnswerProofs,
    AnswerTime,
    ConfirmAnswer,
    ReadAnswerTimes,
    WithdrawConfirmation,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WINDOW = 14 * DAY


def read(town: Any, by: Any = "stew") -> Any:
    return town.ask(by, ReadAnswerTimes())


def answered(town: Any, hours: float = 2, tags: tuple[str, ...] = ("wheel",)) -> tuple[Post, Post]:
    question = ask(town, "Wheel fails", tags)
    town.clock.advance(hours * HOUR)
    return question, town.answer(question.id)


def ask(town: Any, title: str, tags: tuple[str, ...] = (), by: str = "ada") -> Post:
    found: Post = town.do(by, CreateThread(kind="question", title=title, body="What now?", tags=tags))
    return found


def test_the_asker_confirms_it(town: Any) -> None:
    _, answer = answered(town)
    town.clock.advance(3 * DAY)
    ask(town, "A question of somebody else", by="cid")
    town.do("cid", ConfirmAnswer(answer.id))
    assert read(town).all.questions == 0  # the word of others is no proof
    town.do("ada", ConfirmAnswer(answer.id))
    assert read(town).peer == read(town).all == AnswerTime(1, 2 * HOUR, 2 * HOUR)
    assert read(town).proofs == AnswerProofs(accepted=0, confirmed=1, not_asked_again=0)
    town.do("ada", WithdrawConfirmation(answer.id))
    assert read(town).all.questions == 0


def test_the_first_of_accepted_and_confirmed_counts(town: Any) -> None:
    question, first = answered(town)
    town.clock.advance(HOUR)
    second = town.answer(question.id, by="tia")
    town.do("ada", AcceptAnswer(question.id, second.id))
    assert (read(town).all, read(town).proofs.accepted) == (AnswerTime(1, 3 * HOUR, 3 * HOUR), 1)
    town.do("ada", ConfirmAnswer(first.id))
    assert (read(town).all, read(town).proofs) == (AnswerTime(1, 2 * HOUR, 2 * HOUR), AnswerProofs(0, 1, 0))
    assert (read(town).peer.questions, read(town).staff.questions) == (1, 0)


def test_who_comes_back_for_other_things_was_helped(town: Any) -> None:
    answered(town)
    town.clock.advance(DAY)
    ask(town, "Where is the cafeteria?", ("lunch",))
    town.clock.advance(WINDOW - DAY - timedelta.resolution)
    assert read(town).proofs == AnswerProofs(0, 0, 0)  # the window is not over
    town.clock.advance(timedelta.resolution)
    assert read(town).proofs == AnswerProofs(0, 0, 1)
    assert read(town).all == AnswerTime(1, 2 * HOUR, 2 * HOUR)


@pytest.mark.parametrize(
    "what", ["nothing", "a shared tag", "no tags", "more below it", "too late", "removed"]
)
def test_who_asks_again_or_never_comes_back_was_not(sqlite_town: Any, what: str) -> None:
    town = sqlite_town
    question, _ = answered(town)
    town.clock.advance(DAY)
    if what == "a shared tag":
        ask(town, "Still the wheel", ("build", "wheel"))
    elif what == "no tags":
        ask(town, "Still the same")
    elif what == "more below it":
        ask(town, "Where is the cafeteria?", ("lunch",))
        town.do("ada", CreateReply(question.id, "It does not work.", kind="comment"))
    elif what == "too late":
        town.clock.advance(WINDOW)
        ask(town, "Where is the cafeteria?", ("lunch",))
    elif what == "removed":
        town.do("ada", RemovePost(ask(town, "Where is the cafeteria?", ("lunch",)).id))
    town.clock.advance(WINDOW)
    assert read(town).proofs == AnswerProofs(0, 0, 0)


def test_a_duplicate_is_the_same_again_whatever_its_tags(sqlite_town: Any) -> None:
    town = sqlite_town
    question, _ = answered(town)
    town.clock.advance(DAY)
    again = ask(town, "Where is my wheel?", ("lunch",))
    town.clock.advance(WINDOW)
    assert read(town).proofs.not_asked_again == 1  # the control
    town.duplicate(again, question)
    assert read(town).proofs.not_asked_again == 0


def test_a_newer_answer_begins_the_window_anew(sqlite_town: Any) -> None:
    town = sqlite_town
    question, _ = answered(town)
    town.clock.advance(DAY)
    ask(town, "Where is the cafeteria?", ("lunch",))
    town.clock.advance(WINDOW)
    assert read(town).proofs.not_asked_again == 1
    newer = town.answer(question.id, by="cid")
    assert read(town).proofs.not_asked_again == 0
    town.do("cid", RemovePost(newer.id))
    assert read(town).proofs.not_asked_again == 1


def test_the_first_reply_is_a_persons_and_no_answer_need_be(town: Any) -> None:
    question = ask(town, "Wheel fails")
    town.clock.advance(HOUR)
    town.do("ada", CreateReply(question.id, "More about it.", kind="comment"))
    town.clock.advance(HOUR)
    town.answer(question.id, kind="comment")
    town.clock.advance(HOUR)
    town.answer(question.id, by="tia")
    ask(town, "Nobody knows that")
    found = read(town)
    assert (found.asked, found.first_reply, found.all.questions) == (2, AnswerTime(1, 2 * HOUR, 2 * HOUR), 0)


def test_the_host_reads_the_same(sqlite_town: Any) -> None:
    answered(sqlite_town)
    assert read(sqlite_town, SYSTEM) == read(sqlite_town)
