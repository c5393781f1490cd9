"""Blocks and mutes hold against the agents of who is blocked: nobody walks around one by sending an agent."""

import pytest

from commkit import Denied, Kit
from commkit.members import Agent, BlockLevel, BlockMember, RemoveAgent, blockers_of
from commkit.notifications import CountUnread
from commkit.posts import CreateReply, Post
from commkit.spaces import StartConversation
from tests.helpers import ask, do
from tests.members.agents.agents import add_agent, allow_agents, ask_question, member
from tests.sample import create_community


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    allow_agents(kit, most=3)


def helper_of(kit: Kit, whose: str | None) -> Agent:
    return add_agent(kit, "posts.", "spaces.", "members.read", acts_for=whose)


def block(kit: Kit, who: str, level: BlockLevel = BlockLevel.BLOCK) -> None:
    do(kit, "bob", "town", BlockMember(member(kit, who), level=level))


def reply(kit: Kit, key: str, opening: Post) -> None:
    do(kit, key, "town", CreateReply(opening.id, "But."))


def assert_blocked(kit: Kit, key: str, opening: Post) -> None:
    with pytest.raises(Denied) as refused:
        reply(kit, key, opening)
    assert refused.value.code == "posts.blocked_by_author"
    with pytest.raises(Denied) as refused:
        do(kit, key, "town", StartConversation((member(kit, "bob"),)))
    assert refused.value.code == "members.blocked"


def test_a_block_of_a_person_holds_against_their_agents(kit: Kit) -> None:
    opening, of_ada, of_host = ask_question(kit), helper_of(kit, "ada"), helper_of(kit, None)
    block(kit, "ada")
    assert_blocked(kit, of_ada.key, opening)
    reply(kit, of_host.key, opening)  # nobody else's


def test_a_block_of_an_agent_holds_against_the_next_one_and_not_against_its_person(kit: Kit) -> None:
    opening, first = ask_question(kit), helper_of(kit, "ada")
    block(kit, first.key)
    assert_blocked(kit, helper_of(kit, "ada").key, opening)
    do(kit, "ada", "town", RemoveAgent(first.id))
    assert_blocked(kit, helper_of(kit, "ada").key, opening)
    reply(kit, helper_of(kit, "bob").key, opening)
    reply(kit, "ada", opening)


def test_a_block_of_an_agent_of_the_host_is_of_this_one_alone(kit: Kit) -> None:
    opening, one, other = ask_question(kit), helper_of(kit, None), helper_of(kit, None)
    block(kit, one.key)
    assert_blocked(kit, one.key, opening)
    reply(kit, other.key, opening)


def test_who_mutes_a_person_hears_nothing_of_their_agents(kit: Kit) -> None:
    opening, of_ada, of_host = ask_question(kit), helper_of(kit, "ada"), helper_of(kit, None)
    kit.worker().drain()
    before = ask(kit, "bob", "town", CountUnread())
    block(kit, "ada", BlockLevel.MUTE)
    reply(kit, of_ada.key, opening)
    kit.worker().drain()
    assert ask(kit, "bob", "town", CountUnread()) == before
    reply(kit, of_host.key, opening)
    kit.worker().drain()
    assert ask(kit, "bob", "town", CountUnread()) != before


def test_of_two_blocks_the_stronger_one_is_told(kit: Kit) -> None:
    of_ada = helper_of(kit, "ada")
    block(kit, "ada")
    block(kit, of_ada.key, BlockLevel.MUTE)
    with kit.session(of_ada.key, "town", read_only=True) as session:
        assert blockers_of(session._context, of_ada.id) == {member(kit, "bob"): BlockLevel.BLOCK}
