"""Agents and their person do not applaud each other."""

import pytest

from commkit import Denied, Kit
from commkit.members import Agent
from commkit.posts import AddReaction, ReadThread
from tests.helpers import ask, assert_counters_hold, assert_refused, do
from tests.members.agents.agents import add_agent, allow_agents, ask_question
from tests.sample import create_community


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    allow_agents(kit, most=3)


def reactor(kit: Kit, whose: str | None) -> Agent:
    return add_agent(kit, "posts.", "posts.add_reaction", acts_for=whose)


@pytest.mark.parametrize("reaction", ["heart", "up"])
def test_an_agent_reacts_to_nothing_of_its_person_and_their_agents(kit: Kit, reaction: str) -> None:
    one, other = reactor(kit, "ada"), reactor(kit, "ada")
    for author in ("ada", other.key):
        post = ask_question(kit, author)
        with assert_refused(Denied, "posts.self_reaction"):
            do(kit, one.key, "town", AddReaction(post.id, reaction))
        do(kit, reactor(kit, "bob").key, "town", AddReaction(post.id, reaction))
        do(kit, reactor(kit, None).key, "town", AddReaction(post.id, reaction))
    do(kit, one.key, "town", AddReaction(ask_question(kit).id, reaction))
    assert_counters_hold(kit, "town")


def test_nobody_changes_the_score_of_what_their_agent_wrote(kit: Kit) -> None:
    post = ask_question(kit, reactor(kit, "ada").key)
    with assert_refused(Denied, "posts.self_reaction"):
        do(kit, "ada", "town", AddReaction(post.id, "up"))
    do(kit, "bob", "town", AddReaction(post.id, "up"))
    assert ask(kit, "ada", "town", ReadThread(post.id)).items[0].score == 1
