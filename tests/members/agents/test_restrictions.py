"""A restriction of an agent outlives the agent: its person does not end it by removing it and adding another one."""

from collections.abc import Callable
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Kit
from commkit.members import (
    Agent,
    JoinCommunity,
    LiftRestriction,
    ListAgents,
    ReadMember,
    RemoveAgent,
    RestrictMember,
)
from tests.helpers import ask, assert_counters_hold, assert_refused, do
from tests.members.agents.agents import add_agent, add_own, allow_agents, leave, remove
from tests.sample import OWNER, create_community


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    allow_agents(kit, most=3)


def come_back(kit: Kit, agent: Agent) -> None:
    leave(kit, agent)
    do(kit, "ada", "town", JoinCommunity())


def nothing(kit: Kit, agent: Agent) -> None:
    """The agent is still there."""


@pytest.mark.parametrize("status", ["silenced", "suspended", "banned"])
@pytest.mark.parametrize("end", [remove, come_back, nothing])
def test_nobody_ends_it_by_another_agent(kit: Kit, status: Any, end: Callable[[Kit, Agent], None]) -> None:
    first = add_own(kit, "ada")
    do(kit, OWNER, "town", RestrictMember(first.id, status, "It floods."))
    end(kit, first)
    with assert_refused(Conflict, "members.agent_restricted"):
        add_own(kit, "ada")
    assert ask(kit, OWNER, "town", ReadMember(first.id)).status == status
    add_own(kit, "bob")
    do(kit, OWNER, "town", LiftRestriction(first.id))
    add_own(kit, "ada")
    is_there = end is nothing and status != "banned"
    assert ask(kit, OWNER, "town", ReadMember(first.id)).status == ("active" if is_there else "left")
    assert_counters_hold(kit, "town")


@pytest.mark.parametrize("who", [OWNER, SYSTEM])
def test_who_may_lift_it_removes_the_agent_with_it(kit: Kit, who: Any) -> None:
    first = add_own(kit, "ada")
    do(kit, OWNER, "town", RestrictMember(first.id, "silenced", "It floods."))
    do(kit, who, "town", RemoveAgent(first.id))
    assert ask(kit, OWNER, "town", ReadMember(first.id)).status == "left"
    add_own(kit, "ada")


def test_a_removed_agent_that_stays_silenced_is_no_agent_any_more(kit: Kit) -> None:
    first = add_own(kit, "ada")
    do(kit, OWNER, "town", RestrictMember(first.id, "silenced", "It floods."))
    with kit.session(first.key, "town", read_only=True) as session:
        assert session.can("posts.read")
    remove(kit, first)
    assert ask(kit, OWNER, "town", ListAgents()).items == ()
    with kit.session(first.key, "town", read_only=True) as session:
        assert not session.can("posts.read")


def test_a_known_key_brings_in_the_same_agent_by_its_new_name(kit: Kit) -> None:
    first = add_agent(kit, acts_for="ada", key="bot:1", name="Old")
    remove(kit, first)
    again = add_agent(kit, acts_for="ada", key="bot:1", name="New")
    assert (again.id, again.name) == (first.id, "New")
    assert ask(kit, OWNER, "town", ReadMember(first.id)).name == "New"


@pytest.mark.parametrize("whose", ["bob", None])
def test_the_key_of_one_persons_agent_is_nobody_elses_later(kit: Kit, whose: str | None) -> None:
    first = add_agent(kit, acts_for="ada", key="bot:1")
    remove(kit, first)
    with assert_refused(Conflict, "members.key_of_another"):
        add_agent(kit, acts_for=whose, key="bot:1")


def test_the_key_of_an_agent_of_the_host_is_nobody_elses_later(kit: Kit) -> None:
    do(kit, SYSTEM, "town", RemoveAgent(add_agent(kit, key="bot:1").id))
    with assert_refused(Conflict, "members.key_of_another"):
        add_agent(kit, acts_for="ada", key="bot:1")
    add_agent(kit, key="bot:1")
