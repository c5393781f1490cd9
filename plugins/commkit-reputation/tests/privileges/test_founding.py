"""Privileges before many have earned them, for some commands only, and where a plugin asks itself."""

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commkit import CommunityType, Denied, Invalid, Kit, PluginError
from commkit.communities import UpdateSettings
from commkit.explaining import ExplainDecision, RuleOutcome
from commkit.posts import AddReaction, LockThread, UnlockThread, ViewThread
from commkit.testing.contexts import context_of
from commkit_qa import QuestionsAndAnswers
from commkit_reputation import (
    FoundingEnded,
    ListPrivileges,
    Privilege,
    PrivilegeSettings,
    Reputation,
    has_earned,
)
from commkit_reputation.privileges.policy import as_here, is_earned
from commkit_reputation.privileges.records import Standing

LOCK = Privilege(
    name="lock",
    summary="Lock threads.",
    messages=(LockThread, UnlockThread),
    spares_author="thread",
    min_points=30,
    min_evidence=3,
    min_ratio=0.3,
    founding_points=10,
)
DOWN = Privilege(
    name="down", summary="Vote down.", messages=(AddReaction,), where={"reaction": ("down",)}, min_points=20
)
SPLIT = Privilege(name="split", summary="Split threads.", permission="posts.move", min_points=20)


@pytest.fixture
def founded(make_town: Any, study: CommunityType) -> Any:
    """Two members must earn `lock` until its founding time is over."""
    declared = (*(each for each in study.declares if each.name != "lock"), LOCK, DOWN, SPLIT)
    return make_town(type=evolve(study, declares=declared), privileges=PrivilegeSettings(founding_holders=2))


def earn(town: Any, member: str, votes: int) -> None:
    answer = town.answer(town.question(by="ada").id, by=member).id
    for voter in [name for name in ("ada", "bob", "cid", "dan", "eve") if name != member][:votes]:
        town.vote(voter, answer)
    town.work()


def test_founders_have_it_until_enough_have_earned_it(founded: Any) -> None:
    town = founded
    thread = town.question(by="ada").id
    earn(town, "bob", 1)
    earn(town, "cid", 3)
    assert (town.privileges("bob"), town.privileges("cid")) == (["lock"], ["lock", "down", "split"])
    town.do("bob", LockThread(thread, reason="Off topic"))
    town.do("bob", UnlockThread(thread))
    earn(town, "dan", 3)
    assert town.privileges("bob") == []
    with town.refused("reputation.privilege_needed", Denied):
        town.do("bob", LockThread(thread, reason="Off topic"))
    kinds = [kind for kind, _ in town.inbox("bob") if "privilege" in kind]
    assert kinds == ["reputation.privilege_lost", "reputation.privilege_earned"]
    town.do("cid", LockThread(thread, reason="Off topic"))
    earn(town, "eve", 1)
    assert town.privileges("eve") == [], "its founding time is over, and does not come back"


def test_the_host_is_told_that_the_founding_time_is_over(founded: Any) -> None:
    town = founded
    told: list[Any] = []
    town.kit.on(FoundingEnded)(lambda fact: told.append((fact.privilege, fact.holders)))
    for member in ("cid", "dan", "eve"):
        earn(town, member, 3)
    assert told == [("lock", 2)]


def test_the_author_of_the_post_is_spared(founded: Any) -> None:
    town = founded
    own, others = town.question(by="bob").id, town.question(by="ada").id
    assert "posts.lock_thread" in town.ask("bob", ViewThread(own)).thread.may
    assert "posts.lock_thread" not in town.ask("bob", ViewThread(others)).thread.may
    town.do("bob", LockThread(own, reason="Done"))
    with town.refused("reputation.privilege_needed", Denied):
        town.do("bob", LockThread(others, reason="Done"))


def test_it_is_taken_for_some_values_only(founded: Any) -> None:
    town = founded
    thread = town.question(by="ada").id
    with town.refused("reputation.privilege_needed", Denied):
        town.do("bob", AddReaction(thread, "down"))
    town.do("bob", AddReaction(thread, "up"))
    assert "posts.add_reaction" in town.ask("cid", ViewThread(thread)).thread.may
    trace = town.ask("bob", ExplainDecision(town.id("bob"), "posts.add_reaction", thread))
    steps = {step.because: step.outcome for step in trace.steps if step.rule.startswith("down")}
    assert steps["asked for where reaction is down"] is RuleOutcome.FACT
    assert RuleOutcome.NO not in steps.values()


def test_a_plugin_asks_for_it_by_the_permission(founded: Any) -> None:
    town = founded

    def asked(actor: Any) -> bool:
        with town.kit.session(actor, "study") as session:
            return has_earned(context_of(session), "posts.move")

    assert not asked("bob")
    assert not asked(None)
    earn(town, "bob", 2)
    assert asked("bob")
    with town.kit.session("bob", "study") as session, town.counted() as seen:
        assert not has_earned(context_of(session), "posts.edit")
    assert not [sql for sql in seen if "commkit_reputation" in sql], "nothing declares it"


def test_settings_change_who_has_it(founded: Any) -> None:
    town = founded
    earn(town, "cid", 3)
    assert "lock" in town.privileges("cid")
    town.do("owner", UpdateSettings("reputation.privileges", {"points_percent": 300}))
    assert town.privileges("cid") == ["lock"], "by the founding time: 30 of 90 points, and 10 are enough"
    (lock, down, _) = town.ask("cid", ListPrivileges(town.id("cid")))
    assert (lock.founding, down.requirements[0].required) == (True, 60)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ({"where": {"colour": ("red",)}}, "where"),
        ({"spares_author": "colour"}, "spares_author"),
        ({"founding_points": 40}, "founding_points"),
        ({"founding_points": 0}, "founding_points"),
        ({"messages": (), "permission": "posts.move"}, "spares_author"),
    ],
)
def test_what_would_be_ignored_is_refused(words: dict[str, Any], path: str) -> None:
    with pytest.raises(Invalid) as caught:
        evolve(LOCK, **words)
    assert [error.path for error in caught.value.errors] == [path]


def test_a_permission_that_nobody_has_is_refused() -> None:
    none = evolve(SPLIT, permission="posts.fly")
    features = ("posts", "reputation.points", "reputation.privileges")
    with pytest.raises(PluginError, match=r"posts\.fly"):
        Kit(
            "sqlite://",
            plugins=[QuestionsAndAnswers(), Reputation()],
            types=[CommunityType("x", features=features, declares=(none,))],
        )


@pytest.mark.parametrize("words", [{"points_percent": 0}, {"points_percent": 1_001}, {"founding_holders": 0}])
def test_settings_have_bounds(words: dict[str, int]) -> None:
    with pytest.raises(Invalid) as caught:
        PrivilegeSettings(**words)
    assert caught.value.code == "reputation.bad_settings"


COUNTS = st.integers(0, 1_000)


@given(st.builds(Standing, COUNTS, COUNTS, COUNTS), st.integers(1, 1_000))
def test_who_has_earned_it_in_full_has_it_in_the_founding_time_too(standing: Standing, percent: int) -> None:
    settings = PrivilegeSettings(points_percent=percent)
    in_full, founding = (as_here(LOCK, settings, founding=each) for each in (False, True))
    if is_earned(in_full, standing, had=False):
        assert is_earned(founding, standing, had=False)
