"""What developers may do who have earned it, and how a community begins in which nobody has."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Denied, NotFound
from commkit.communities import UpdateSettings
from commkit.explaining import ExplainDecision, RuleOutcome
from commkit.posts import AddReaction, PostId, RemoveReaction, ViewThread
from commkit_developer import (
    PRIVILEGES,
    ApproveSuggestedEdit,
    ListSuggestedEdits,
    ReadSuggestedEdit,
    SuggestEdit,
    VoteToClose,
    VoteToReopen,
)
from commkit_qa import CloseQuestion
from commkit_reputation import ListPrivileges, PrivilegeSettings, Reputation

OFF_TOPIC = "developer.off_topic"
VOTERS = ("ada", "cid", "dan", "eve", "max", "stew")


def liked(town: Any, votes: int, by: str = "bob") -> PostId:
    """An answer with so many votes, told to the ledger."""
    post: PostId = town.answer(town.question().id, by=by).id
    for voter in [name for name in VOTERS if name != by][:votes]:
        town.do(voter, AddReaction(post, "up"))
    town.kit.worker().drain()
    return post


def held(town: Any, actor: str = "bob") -> list[str]:
    return [each.name for each in town.ask(actor, ListPrivileges(town.member(actor))) if each.held]


def test_a_new_community_begins_with_few_points(town: Any) -> None:
    question = town.question(by="ada")
    edit = town.do(
        "cid", SuggestEdit(post=question.id, version=1, body="It worked before. Now?", reason="Short.")
    )
    for command in (AddReaction(question.id, "down"), VoteToClose(question.id, OFF_TOPIC)):
        with town.refused("reputation.privilege_needed", Denied):
            town.do("bob", command)
    with pytest.raises(NotFound):
        town.do("bob", ApproveSuggestedEdit(edit.id, 1))
    assert held(town) == []
    post = liked(town, 5)
    assert held(town) == ["developer.vote_down", "developer.retag", "developer.review", "developer.close"]
    town.do("bob", AddReaction(question.id, "down"))
    town.do("bob", VoteToClose(question.id, OFF_TOPIC))
    assert town.ask("bob", ReadSuggestedEdit(edit.id)).queued.edit == edit
    town.do("cid", RemoveReaction(post, "up"))
    town.do("dan", RemoveReaction(post, "up"))
    town.kit.worker().drain()
    assert held(town) == ["developer.vote_down", "developer.retag"], (
        "29 points are left: who votes down pays for it"
    )
    assert town.ask("bob", ListSuggestedEdits()).items == ()
    with town.refused("reputation.privilege_needed", Denied):
        town.do("bob", VoteToClose(town.question().id, OFF_TOPIC))


def test_staff_needs_none_and_so_a_community_of_its_founder_works(town: Any) -> None:
    for actor in ("owner", "stew", "max"):
        question = town.question(by="ada")
        edit = town.do(
            "cid", SuggestEdit(post=question.id, version=1, body="It was well before.", reason="Short.")
        )
        town.do(actor, AddReaction(question.id, "down"))
        town.do(actor, ApproveSuggestedEdit(edit.id, 1))
        assert town.do(actor, VoteToClose(question.id, OFF_TOPIC)).state == "closed"


def test_the_founding_time_ends_once_enough_have_earned_it(make_town: Any) -> None:
    town = make_town(
        plugins=[Reputation(privileges=PrivilegeSettings(points_percent=10, founding_holders=1))]
    )
    for _ in range(3):
        liked(town, 3)
    assert "developer.vote_down" in held(town), "nine votes: 90 points of 10, and 10 needed"
    post = liked(town, 1, by="eve")
    assert held(town, "eve") == [], "bob has earned it in full, so ten points are not enough any more"
    (status,) = [each for each in town.ask("eve", ListPrivileges(town.member("eve"))) if "down" in each.name]
    assert not status.founding
    with town.refused("reputation.privilege_needed", Denied):
        town.do("eve", AddReaction(post, "down"))


def test_an_asker_needs_none_for_their_own_question(town: Any) -> None:
    question = town.question(by="bob")
    may = town.ask("bob", ViewThread(question.id)).thread.may
    assert "developer.vote_to_close" in may
    assert "developer.vote_to_close" not in town.ask("cid", ViewThread(question.id)).thread.may
    town.do("bob", CloseQuestion(question.id, "It works now."))
    assert town.do("bob", VoteToReopen(question.id)).voted
    with town.refused("reputation.privilege_needed", Denied):
        town.do("cid", VoteToReopen(question.id))


def test_the_trace_has_the_numbers(town: Any) -> None:
    question = town.question(by="ada")
    edit = town.do(
        "cid", SuggestEdit(post=question.id, version=1, body="It was well before.", reason="Short.")
    )
    liked(town, 5)

    def steps(action: str, about: Any, actor: str = "bob") -> dict[str, tuple[RuleOutcome, str]]:
        trace = town.ask(actor, ExplainDecision(town.member(actor), action, about))
        return {step.rule: (step.outcome, step.because) for step in trace.steps}

    found = steps("developer.vote_to_close", question.id)
    assert found["developer.close: points, at least"] == (RuleOutcome.YES, "50, needed: 50")
    found = steps("developer.decide_edits", edit.id)
    assert found["developer.review: points, at least"] == (RuleOutcome.YES, "50, needed: 30")
    found = steps("posts.add_reaction", question.id, "eve")
    assert found["developer.vote_down: points, at least"] == (RuleOutcome.FACT, "0, needed: 10")


def test_the_thresholds_are_a_setting(town: Any) -> None:
    town.privilege("bob", "cid", "dan")
    question = town.question(by="ada")
    town.do("owner", UpdateSettings("reputation.privileges", {"points_percent": 1_000}))
    town.unprivilege("bob")
    town.kit.worker().drain()
    town.clock.advance(timedelta(seconds=1))
    with town.refused("reputation.privilege_needed", Denied):
        town.do("bob", VoteToClose(question.id, OFF_TOPIC))


def test_they_take_quality_and_are_easier_kept_than_earned() -> None:
    for each in PRIVILEGES:
        assert each.min_ratio
        assert each.keep_ratio
        assert each.keep_ratio < each.min_ratio
        assert each.founding_points
