"""Votes: one for each member and post, never for oneself, and only so many a day."""

from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import bindparam, select, update

from commkit import Denied, Invalid
from commkit.communities import UpdateSettings
from commkit.explaining import ExplainDecision, RuleOutcome
from commkit.posts import AddReaction, CountReactions, PostId, ReadPost, RemoveReaction
from commkit.storage import Id, statement
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from commkit_developer import ReadVoteQuota, VoteSettings
from commkit_developer.tables import votes_of_day
from commkit_developer.votes.policy import other_votes, quota_left
from commkit_developer.votes.records import VotesOfDay
from tests.plugin_town import MONDAY


def given_to(town: Any, post: PostId) -> dict[str, int]:
    return {each.reaction: each.count for each in town.ask("ada", CountReactions(post)) if each.count}


def test_a_vote_takes_the_place_of_the_other_one(town: Any) -> None:
    town.privilege("bob")
    question = town.question()
    assert town.do("bob", AddReaction(question.id, "up")).score == 1
    town.do("bob", AddReaction(question.id, "bookmark"))
    town.do("bob", AddReaction(question.id, "down"))
    assert town.ask("bob", ReadPost(question.id)).score == -1
    assert given_to(town, question.id) == {"down": 1, "bookmark": 1}
    town.do("bob", RemoveReaction(question.id, "down"))
    assert town.ask("bob", ReadPost(question.id)).score == 0


def test_nobody_votes_for_oneself_and_it_costs_nothing(sqlite_town: Any) -> None:
    sqlite_town.privilege("ada")
    question = sqlite_town.question()
    for vote in ("up", "down"):
        with sqlite_town.refused("posts.self_reaction", Denied):
            sqlite_town.do("ada", AddReaction(question.id, vote))
    assert sqlite_town.ask("ada", ReadVoteQuota()).votes_left == 40


def test_votes_of_a_day_are_counted_once_each_and_come_back_at_midnight(make_town: Any) -> None:
    town = make_town(votes=VoteSettings(votes_per_day=3, downs_per_day=1))
    town.privilege("bob")
    posts = [town.question(f"Question {number}").id for number in range(4)]
    town.do("bob", AddReaction(posts[0], "down"))
    town.do("bob", AddReaction(posts[0], "down"))  # changes nothing, costs nothing
    quota = town.ask("bob", ReadVoteQuota())
    assert (quota.votes_left, quota.downs_left) == (2, 0)
    with town.refused("developer.vote_quota", Denied):
        town.do("bob", AddReaction(posts[1], "down"))
    assert town.ask("bob", ReadPost(posts[1])).score == 0
    town.do("bob", RemoveReaction(posts[0], "down"))  # it was given nevertheless
    town.do("bob", AddReaction(posts[1], "up"))
    town.do("bob", AddReaction(posts[2], "up"))
    with town.refused("developer.vote_quota", Denied):
        town.do("bob", AddReaction(posts[3], "up"))
    town.do("bob", AddReaction(posts[3], "bookmark"))  # no vote
    town.do("cid", AddReaction(posts[3], "up"))  # of another member
    town.clock.advance_to(quota.resets_at - timedelta(microseconds=1))
    with town.refused("developer.vote_quota", Denied):
        town.do("bob", AddReaction(posts[3], "up"))
    town.clock.advance_to(quota.resets_at)
    town.do("bob", AddReaction(posts[3], "down"))
    assert town.ask("bob", ReadVoteQuota()).votes_left == 2


def test_a_community_without_votes_down_says_so(make_town: Any) -> None:
    town = make_town(votes=VoteSettings(downs_per_day=0))
    town.privilege("bob")
    question = town.question()
    with town.refused("developer.no_down_votes", Denied):
        town.do("bob", AddReaction(question.id, "down"))
    town.do("bob", AddReaction(question.id, "up"))


def test_of_eight_votes_at_once_as_many_count_as_the_quota_allows(make_town: Any) -> None:
    town = make_town(votes=VoteSettings(votes_per_day=3))
    posts = [town.question(f"Question {number}").id for number in range(8)]
    outcomes = town.at_once(*(lambda post=post: town.do("bob", AddReaction(post, "up")) for post in posts))
    refused = [outcome for outcome in outcomes if isinstance(outcome, Denied)]
    assert (len(outcomes) - len(refused), {error.code for error in refused}) == (3, {"developer.vote_quota"})
    assert sum(town.ask("bob", ReadPost(post)).score for post in posts) == 3


_OF_BOB = (votes_of_day.c.community_id == bindparam("community_id")) & (
    votes_of_day.c.member == bindparam("member", type_=Id)
)
READ = statement(lambda: select(votes_of_day.c.votes).where(_OF_BOB))
WRITE = statement(lambda: update(votes_of_day).values(votes=bindparam("new")).where(_OF_BOB))


@pytest.mark.postgres
def test_control_with_a_count_that_is_read_first_both_votes_are_counted_as_one(postgres_town: Any) -> None:
    """The same race where the count is read, and written one higher: both see that one vote is left."""
    town = postgres_town
    town.do("bob", AddReaction(town.question().id, "up"))
    seen = Barrier(2)

    def look_then_write() -> int:
        with town.kit.session("bob", "code") as session:
            context = context_of(session)
            ((votes,),) = context.rows(READ, member=session.member)
            seen.wait()
            context.run(WRITE, member=session.member, new=votes + 1)
            return int(votes)

    assert town.at_once(look_then_write, look_then_write) == [1, 1]
    assert town.ask("bob", ReadVoteQuota()).votes_left == 38


def test_a_vote_costs_the_same_whatever_was_voted_before(town: Any) -> None:
    costs = set()
    for number in range(4):
        question = town.question(f"Question {number}")
        town.do("cid", AddReaction(question.id, "up"))
        with town.counted() as seen:
            town.do("bob", AddReaction(question.id, "up"))
        costs.add(len(seen))
    assert len(costs) == 1, costs


def test_why_somebody_may_not_vote_any_more(make_town: Any) -> None:
    town = make_town(votes=VoteSettings(votes_per_day=1))
    question = town.question()

    def left(actor: str) -> list[tuple[RuleOutcome, str]]:
        with town.kit.session("bob", "code", read_only=True) as session:
            bob = session.member
        trace = town.ask(actor, ExplainDecision(bob, "posts.add_reaction"))
        steps = [step for step in trace.steps if step.rule == "votes left today"]
        return [(step.outcome, step.because.partition(",")[0]) for step in steps]

    assert left("bob") == [(RuleOutcome.YES, "1 of 1")]
    town.do("bob", AddReaction(question.id, "up"))
    assert left("bob") == [(RuleOutcome.LATER, "0 of 1")]  # it may still be saved
    assert left("stew") == []  # how many votes somebody gave is theirs


@pytest.mark.parametrize(
    "settings", [{"votes_per_day": 0}, {"votes_per_day": 10_001}, {"downs_per_day": -1}], ids=str
)
def test_settings_have_bounds(settings: dict[str, int]) -> None:
    with pytest.raises(Invalid) as caught:
        VoteSettings(**settings)
    assert (caught.value.code, caught.value.errors[0].path) == (
        "developer.bad_settings",
        next(iter(settings)),
    )


def test_a_community_is_told_which_setting_is_wrong(sqlite_town: Any) -> None:
    for values, code in (({"votes_per_day": -1}, "out_of_range"), ({"votes": 3}, "unknown_field")):
        with pytest.raises(Invalid) as caught:
            sqlite_town.do("owner", UpdateSettings("developer.votes", values))
        assert [(fault.path, fault.code) for fault in caught.value.errors] == [(next(iter(values)), code)]


@given(st.dictionaries(st.text(max_size=3), st.integers(-2, 2)), st.text(max_size=3))
def test_only_votes_take_the_place_of_votes(reactions: dict[str, int], given_one: str) -> None:
    others = other_votes(reactions, given_one)
    assert all(reactions[name] and name != given_one for name in others)
    assert bool(others) <= bool(reactions.get(given_one))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(-2, 0))
def test_what_is_left_is_never_negative_and_downs_are_among_the_votes(
    votes: int, downs: int, votes_per_day: int, downs_per_day: int, days: int
) -> None:
    settings = VoteSettings(votes_per_day=votes_per_day, downs_per_day=downs_per_day)
    now = ManualClock(MONDAY).now
    used = VotesOfDay(None, (now + timedelta(days=days)).date(), votes, downs)  # type: ignore[arg-type]
    left = quota_left(used, settings, now)
    assert 0 <= left.downs_left <= left.votes_left <= votes_per_day
    assert left.votes_left == (max(votes_per_day - votes, 0) if days == 0 else votes_per_day)
    assert timedelta() < left.resets_at - now <= timedelta(days=1)
