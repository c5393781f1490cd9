"""Trust: earned by deeds, lost by them, explained in numbers, and reviewed by the worker without being asked."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from commkit import SYSTEM, CommunityType, Denied, Kit, NotFound, TrustLevel, hookimpl
from commkit.members import ExplainTrust, ReadMember, RecalculateTrust, TrustChanged, TrustRequirement
from commkit.posts import AddReaction, CreateThread, Post, RemovePost, RemoveReaction, RestorePost
from commkit.testing.clock import ManualClock
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    member_id,
)
from tests.sample import FORUM, OWNER, create_community, new_kit

START = datetime(2030, 1, 1, tzinfo=UTC)
ROLE_ORDER = (
    TrustLevel(name="new"),
    TrustLevel(name="known", posts=2, removed=0, age=timedelta(days=1), grants={"posts.restore"}),
    TrustLevel(name="loved", reactions=1),
)


class Trusting:
    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield evolve(FORUM, name="trusting", trust=ROLE_ORDER)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(url: str, clock: ManualClock) -> Iterator[Kit]:
    with closing(new_kit(url, Trusting(), clock=clock)) as kit:
        create_community(kit, type="trusting", members=["ada", "bob"])
        yield kit


def publish(kit: Kit, key: str = "ada") -> Post:
    return do(kit, key, "town", CreateThread(kind="question", title="Why?", body="So."))


def level(kit: Kit) -> int:
    """Ada's level, after the worker was there."""
    kit.worker().drain()
    return ask(kit, OWNER, "town", ReadMember(member_id(kit, "ada"))).trust_level


def test_trust_is_earned_and_lost_by_contributions(town: Kit, clock: ManualClock) -> None:
    publish(town)
    assert level(town) == 0
    second = publish(town)
    assert level(town) == 0  # a day too young
    clock.advance(timedelta(days=1))
    third = publish(town)
    assert level(town) == 1
    do(town, "bob", "town", AddReaction(second.id, "heart"))
    assert level(town) == 2
    do(town, "bob", "town", RemoveReaction(second.id, "heart"))
    assert level(town) == 1
    do(town, OWNER, "town", RemovePost(third.id))
    assert level(town) == 0
    do(town, OWNER, "town", RestorePost(third.id))
    assert level(town) == 1
    assert_counters_hold(town, "town")


def test_a_level_holds_only_while_those_below_it_do(town: Kit, clock: ManualClock) -> None:
    clock.advance(timedelta(days=1))
    opening = publish(town)
    do(town, "bob", "town", AddReaction(opening.id, "up"))
    assert level(town) == 0


def test_a_trust_level_has_its_grants(town: Kit, clock: ManualClock) -> None:
    down = publish(town, "bob")
    do(town, OWNER, "town", RemovePost(down.id))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", RestorePost(down.id))
    clock.advance(timedelta(days=1))
    publish(town)
    publish(town)
    assert level(town) == 1
    with (
        assert_unchanged(town),
        assert_refused(NotFound, "runtime.not_found"),
    ):  # may restore, but does not see what is down
        do(town, "ada", "town", RestorePost(down.id))


def test_recalculating_emits_a_fact_only_for_a_change(town: Kit, clock: ManualClock) -> None:
    ada = member_id(town, "ada")
    assert emitted_facts(town, SYSTEM, "town", RecalculateTrust(ada)) == []
    publish(town)
    publish(town)
    clock.advance(timedelta(days=1))
    assert emitted_facts(town, OWNER, "town", RecalculateTrust(ada)) == [
        TrustChanged(member=ada, before=0, after=1)
    ]
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", RecalculateTrust(ada))


def test_every_rule_is_explained(town: Kit) -> None:
    ada = member_id(town, "ada")
    publish(town)
    trace = ask(town, "ada", "town", ExplainTrust(ada))
    assert (trace.member, trace.level, trace.name) == (ada, 0, "new")
    assert len(trace.steps) == 12
    assert TrustRequirement("known", "visible posts, at least", "2", "1", met=False) in trace.steps
    assert TrustRequirement("known", "removed posts, at most", "0", "0", met=True) in trace.steps
    assert TrustRequirement("known", "days since joining, at least", "1", "0", met=False) in trace.steps
    assert ask(town, OWNER, "town", ExplainTrust(ada)) == trace


def test_nobody_else_may_ask(town: Kit) -> None:
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(town, "bob", "town", ExplainTrust(member_id(town, "ada")))
