"""The time to a useful answer: medians with their sample size, the same as counted by hand, of what the reader sees."""

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from random import Random
from statistics import median
from typing import Any

import pytest
from attrs import evolve

from commkit import SYSTEM, Denied
from commkit.members import AddAgent
from commkit.posts import CreateThread, MergeThreads, Post, RemovePost
from commkit.privacy import ErasePerson
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit.statistics import share_of
from commkit_qa import (
    AcceptAnswer,
    AnswerProofs,
    AnswerTime,
    AnswerTimes,
    CloseQuestion,
    KaplanMeierMedian,
    ReadAnswerTimes,
    ReopenQuestion,
)

HOUR = timedelta(hours=1)
NONE = AnswerTime(0, None, None)
NOBODY = KaplanMeierMedian(0, 0, None)
NOTHING = AnswerTimes(
    asked=0,
    first_reply=NONE,
    waiting_for_reply=None,
    waiting_for_answer=None,
    first_reply_with_waiting=NOBODY,
    useful_answer_with_waiting=NOBODY,
    all=NONE,
    peer=NONE,
    staff=NONE,
    agent=NONE,
    unknown=NONE,
    proofs=AnswerProofs(0, 0, 0),
)


def solve(town: Any, hours: float, by: Any = "bob", asker: str = "ada") -> Post:
    """A question that is answered after so many hours, and solved some time later."""
    question: Post = town.question(by=asker)
    town.clock.advance(hours * HOUR)
    answer = town.answer(question.id, by=by)
    town.clock.advance(5 * HOUR)  # when it is accepted does not count
    town.do(asker, AcceptAnswer(question.id, answer.id))
    return question


def read(town: Any, actor: Any = "stew", **fields: Any) -> AnswerTimes:
    found: AnswerTimes = town.ask(actor, ReadAnswerTimes(**fields))
    return found


def test_without_questions_there_is_no_median(town: Any) -> None:
    assert read(town) == NOTHING


def test_medians_are_split_by_who_answered(town: Any) -> None:
    robot = town.do(SYSTEM, AddAgent(name="Robot", scopes=("posts.",)))
    for hours in (1, 10, 3):
        solve(town, hours)
    for hours in (2, 4):
        solve(town, hours, by="tia")
    solve(town, 0.5, by=robot.key)
    solve(town, 20, by=SYSTEM)
    town.question()  # nobody answers
    assert read(town) == AnswerTimes(
        asked=8,
        first_reply=AnswerTime(6, 3.5 * HOUR, 20 * HOUR),  # not that of a machine
        waiting_for_reply=share_of(1, 8),
        waiting_for_answer=share_of(1, 8),
        first_reply_with_waiting=KaplanMeierMedian(6, 1, 3 * HOUR),  # one waits since just now
        useful_answer_with_waiting=KaplanMeierMedian(7, 1, 3 * HOUR),
        all=AnswerTime(7, 3 * HOUR, 20 * HOUR),
        peer=AnswerTime(3, 3 * HOUR, 10 * HOUR),
        staff=AnswerTime(2, 3 * HOUR, 4 * HOUR),
        agent=AnswerTime(1, HOUR / 2, HOUR / 2),
        unknown=AnswerTime(1, 20 * HOUR, 20 * HOUR),
        proofs=AnswerProofs(accepted=7, confirmed=0, not_asked_again=0),
    )


def test_what_is_no_answer_of_the_community_is_in_no_median(sqlite_town: Any) -> None:
    town = sqlite_town
    solve(town, 1, by="ada")  # the asker's own
    removed, reopened, merged = solve(town, 2), solve(town, 3), solve(town, 4)
    town.do("stew", RemovePost(removed.id))
    town.do("ada", ReopenQuestion(reopened.id))
    town.do("stew", MergeThreads(merged.id, reopened.id))
    town.answer(town.question().id)  # not accepted
    note = town.do("stew", CreateThread(kind="note", title="A note", body="It asks nothing."))
    assert note.kind == "note"
    found = evolve(read(town), first_reply=NONE, waiting_for_reply=None, first_reply_with_waiting=NOBODY)
    waiting = KaplanMeierMedian(0, 2, None)  # one is solved by its asker
    assert found == evolve(
        NOTHING, asked=3, waiting_for_answer=share_of(2, 3), useful_answer_with_waiting=waiting
    )


def test_only_questions_since_a_moment_are_counted(sqlite_town: Any) -> None:
    solve(sqlite_town, 1)
    since = sqlite_town.clock.advance(HOUR)
    solve(sqlite_town, 7)
    assert (read(sqlite_town).asked, read(sqlite_town).all) == (2, AnswerTime(2, 4 * HOUR, 7 * HOUR))
    later = read(sqlite_town, since=since)
    assert (later.asked, later.all) == (1, AnswerTime(1, 7 * HOUR, 7 * HOUR))


def test_an_erased_helper_still_counts_as_a_peer(sqlite_town: Any) -> None:
    solve(sqlite_town, 2)
    with sqlite_town.kit.session("bob") as lobby:
        lobby.do(ErasePerson())
    found = read(sqlite_town)
    assert found.all == found.peer == AnswerTime(1, 2 * HOUR, 2 * HOUR)


def test_what_stands_behind_a_wall_is_not_counted(town: Any) -> None:
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    inside = CreateThread(kind="question", title="Among us", body="May I ask that?", space=circle.id)
    question = town.do("stew", inside)
    answer = town.answer(question.id, by=SYSTEM)
    town.do("stew", AcceptAnswer(question.id, answer.id))
    assert (read(town, "stew").asked, read(town, "stew").all.questions) == (1, 1)
    assert (read(town, "sten").asked, read(town, "sten").all.questions) == (0, 0)  # a steward, outside


def test_who_still_waits_is_told_beside_what_was_answered(town: Any) -> None:
    """Closed questions wait for nothing more; a machine's reply is none."""
    robot = town.do(SYSTEM, AddAgent(name="Robot", scopes=("posts.",)))
    solve(town, 1)
    closed, told, commented = (
        town.question("Closed one"),
        town.question("Told once"),
        town.question("Commented"),
    )
    town.do("ada", CloseQuestion(closed.id, "It went away."))
    town.answer(told.id, by=robot.key)
    town.answer(commented.id, kind="comment")
    found = read(town)
    assert (found.asked, found.waiting_for_reply, found.waiting_for_answer) == (
        4,
        share_of(1, 4),
        share_of(2, 4),
    )


def test_members_do_not_read_it(sqlite_town: Any) -> None:
    for actor in ("ada", "tia", None):
        with pytest.raises(Denied):
            read(sqlite_town, actor)


@pytest.mark.parametrize("seed", range(3))
def test_the_medians_are_those_of_the_standard_library(town: Any, seed: int) -> None:
    """The same numbers, computed from the posts one by one."""
    random = Random(seed)
    took: dict[str, list[timedelta]] = {"peer": [], "staff": []}
    for _ in range(random.randint(5, 12)):
        minutes = random.randint(0, 5_000)
        who = random.choice(("peer", "staff"))
        solve(town, minutes / 60, by={"peer": "cid", "staff": "tia"}[who])
        took[who].append(minutes / 60 * HOUR)
    found = read(town)
    for times, its in (
        (took["peer"], found.peer),
        (took["staff"], found.staff),
        ([*took["peer"], *took["staff"]], found.all),
    ):
        assert its.questions == len(times)
        assert its.median == (median(times) if times else None)
        assert its.p90 == (sorted(times)[ceil(0.9 * len(times)) - 1] if times else None)


@pytest.mark.parametrize("questions", [1, 9])
def test_it_costs_the_same_however_many_questions_there_are(town: Any, questions: int) -> None:
    for _ in range(questions):
        solve(town, 1)
    with town.counted() as seen:
        read(town)
    assert len([sql for sql in seen if "commkit_post" in sql]) == 7, seen


def test_the_host_sets_who_else_reads_it(make_town: Callable[..., Any]) -> None:
    town = make_town()
    assert read(town, "owner").asked == read(town, SYSTEM).asked == 0
