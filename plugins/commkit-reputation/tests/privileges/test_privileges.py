"""Privileges: earned by points and quality, lost with them, refused, withheld and explained alike."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commkit import Denied, Invalid
from commkit.explaining import ExplainDecision
from commkit.posts import CreateReply, LockThread, PostId, UnlockThread, ViewThread
from commkit_reputation import ListPrivileges, Privilege
from commkit_reputation.policy import Period, period_start
from commkit_reputation.privileges.policy import is_earned
from commkit_reputation.privileges.records import Standing

LOCK = LockThread, UnlockThread


def earn(town: Any, voters: tuple[str, ...]) -> PostId:
    """An answer of bob's that these voted for, told to the ledger."""
    answer = town.answer(town.question().id).id
    for voter in voters:
        town.vote(voter, answer)
    town.work()
    return answer


def offers_lock(town: Any, key: str, thread: PostId) -> bool:
    return "posts.lock_thread" in town.ask(key, ViewThread(thread)).thread.may


def test_it_is_refused_with_what_is_missing_then_carried_out_then_lost(town: Any) -> None:
    thread = town.question(by="cid").id
    with town.refused("reputation.privilege_needed", Denied):
        town.do("bob", LockThread(thread, reason="Off topic"))
    assert not offers_lock(town, "bob", thread)
    answer = earn(town, ("ada", "cid", "dan"))
    assert town.privileges("bob") == ["lock"]
    assert offers_lock(town, "bob", thread)
    town.do("bob", LockThread(thread, reason="Off topic"))
    town.do("bob", UnlockThread(thread))
    town.unvote("ada", answer)  # 20 points: enough to keep it
    assert town.privileges("bob") == ["lock"]
    town.do("bob", LockThread(thread, reason="Off topic"))
    town.unvote("cid", answer)
    town.work()
    with town.refused("reputation.privilege_needed", Denied):
        town.do("bob", UnlockThread(thread))
    town.vote("cid", answer)  # 20 points again: not enough to earn it
    assert town.privileges("bob") == []


def test_the_error_says_what_is_missing(sqlite_town: Any) -> None:
    town = sqlite_town
    thread = town.question().id
    earn(town, ("ada",))
    with pytest.raises(Denied) as caught:
        town.do("bob", LockThread(thread, reason="Off topic"))
    assert caught.value.plugin == "reputation"
    assert "points, at least: 25, you have 10" in str(caught.value)
    assert (
        "lower bound of the share of positive evidence (Wilson, 95 %, n = 1), at least: 0.3000, you have 0.2065"
        in (str(caught.value))
    )


def test_stewards_need_none_and_what_no_privilege_names_is_asked_nothing(sqlite_town: Any) -> None:
    town = sqlite_town
    thread = town.question().id
    town.do("stew", LockThread(thread, reason="Off topic"))
    assert offers_lock(town, "stew", town.question().id)
    with town.counted() as seen:
        town.do("bob", CreateReply(town.question().id, "Read the first chapter.", kind="answer"))
    assert not [sql for sql in seen if "commkit_reputation" in sql]


def test_quality_decides_and_not_points_alone(make_town: Any) -> None:
    town = make_town()
    for _ in range(2):
        answer = earn(town, ("ada", "cid"))
        town.vote("dan", answer, "down")
        town.vote("eve", answer, "down")
    town.work()
    bob = town.id("bob")
    assert town.points("bob") == 32  # 4 for, 4 against
    (status,) = town.ask("bob", ListPrivileges(bob))
    assert not status.held
    assert [each.met for each in status.requirements] == [True, True, False]
    assert (status.share.hits, status.share.n) == (4, 8)


def test_the_explanation_has_the_numbers(sqlite_town: Any) -> None:
    town = sqlite_town
    thread = town.question(by="cid").id
    earn(town, ("ada", "cid", "dan"))
    bob = town.id("bob")

    def steps(asker: str) -> dict[str, tuple[str, str]]:
        trace = town.ask(asker, ExplainDecision(bob, "posts.lock_thread", thread))
        return {step.rule: (step.outcome.value, step.because) for step in trace.steps}

    found = steps("bob")
    assert found["lock: points, at least"] == ("yes", "30, needed: 20")  # what it takes to keep it
    assert found["evidence about the quality of what they did"] == ("fact", "3 positive, 0 negative")
    ratio = next(value for rule, value in found.items() if rule.startswith("lock: lower bound"))
    assert ratio == ("yes", "0.4385, needed: 0.3000")
    assert not [rule for rule in found if "Whether the actor has earned" in rule]
    theirs = steps("stew")
    assert {rule: theirs[rule] for rule in found if "lock" in rule or "evidence" in rule} == {
        rule: told for rule, told in found.items() if "lock" in rule or "evidence" in rule
    }
    stew = town.id("stew")
    trace = town.ask("stew", ExplainDecision(stew, "posts.lock_thread", thread))
    assert "they hold 'reputation.pass_privileges'" in {step.because for step in trace.steps}


def test_members_are_told_what_they_earn_and_lose(town: Any) -> None:
    answer = earn(town, ("ada", "cid", "dan"))
    kinds = [kind for kind, _ in town.inbox("bob") if "privilege" in kind]
    assert kinds == ["reputation.privilege_earned"]
    for voter in ("ada", "cid"):
        town.unvote(voter, answer)
    kinds = [kind for kind, _ in town.inbox("bob") if "privilege" in kind]
    assert kinds == ["reputation.privilege_lost", "reputation.privilege_earned"]


def test_a_page_asks_for_privileges_once(sqlite_town: Any) -> None:
    town = sqlite_town
    thread = town.question().id
    for _ in range(5):
        town.answer(thread)
    with town.counted() as seen:
        town.ask("bob", ViewThread(thread))
    assert (
        len([sql for sql in seen if "commkit_reputation" in sql]) <= 4
    )  # the opening post's, and the replies'


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ({"messages": ()}, ["messages"]),
        ({"min_points": 0}, ["min_points"]),
        ({"min_ratio": 1.5}, ["min_ratio"]),
        ({"keep_points": 30}, ["keep_points"]),
        ({"keep_ratio": 0.5}, ["keep_ratio"]),
        ({"min_ratio": 0.4, "keep_ratio": 0.5}, ["keep_ratio"]),
    ],
)
def test_what_is_declared_wrongly_is_refused(words: dict[str, Any], paths: list[str]) -> None:
    privilege = Privilege(name="lock", summary="Lock.", messages=LOCK, min_points=25)
    with pytest.raises(Invalid) as caught:
        evolve(privilege, **words)
    assert caught.value.code == "reputation.bad_privilege"
    assert [error.path for error in caught.value.errors] == paths


COUNTS = st.integers(0, 10_000)


STANDINGS = st.builds(Standing, st.integers(0, 100), COUNTS, COUNTS)
THRESHOLDS = st.tuples(st.integers(1, 100), st.floats(0, 1))


@given(STANDINGS, THRESHOLDS, THRESHOLDS)
def test_what_is_earned_is_kept_by_who_stays_as_they_are(
    standing: Standing, needed: tuple[int, float], kept: tuple[int, float]
) -> None:
    privilege = Privilege(
        name="lock",
        summary="Lock.",
        messages=LOCK,
        min_points=needed[0],
        min_ratio=needed[1],
        keep_points=min(kept[0], needed[0]),
        keep_ratio=min(kept[1], needed[1]),
    )
    if is_earned(privilege, standing, had=False):
        assert is_earned(privilege, standing, had=True)


@given(st.dates())
def test_periods_hold_their_days_and_begin_on_one_of_them(day: Any) -> None:
    for period in (Period.WEEK, Period.MONTH, Period.YEAR):
        start = period_start(period, day)
        assert start <= day
        assert period_start(period, start) == start
    assert period_start(Period.WEEK, day).weekday() == 0
    assert day - period_start(Period.WEEK, day) < timedelta(days=7)
