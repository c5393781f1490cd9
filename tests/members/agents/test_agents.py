"""Agents: who adds them, what they are called, and that they make nobody."""

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, MemberId, NotFound
from commkit.communities import CreateCommunity, ReadCommunity
from commkit.members import (
    AddAgent,
    AddMember,
    AgentAdded,
    AgentRemoved,
    AgentScopesChanged,
    AssignRole,
    ChangeAgentScopes,
    JoinCommunity,
    LeaveCommunity,
    ListAgents,
    ListMembers,
    MemberJoined,
    MemberLeft,
    MembershipKind,
    MembershipStatus,
    ReadMember,
    RecalculateTrust,
    RemoveAgent,
    RestrictMember,
)
from commkit.posts import CreateThread
from commkit.privacy import ErasePerson, ExportPerson
from tests.helpers import ask, assert_counters_hold, assert_invalid, assert_refused, do, emitted_facts
from tests.members.agents.agents import add_agent, allow_agents, member, membership
from tests.sample import OWNER, REVIEW_ON, create_community


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    do(kit, OWNER, "town", AddMember("stew", role="steward"))


def test_an_agent_is_a_member_that_is_marked(kit: Kit) -> None:
    added = add_agent(kit, "posts.", acts_for="ada")
    assert added.key.startswith("agent:")
    assert (added.name, added.scopes, added.acts_for) == ("Helper", ("posts.",), member(kit, "ada"))
    seen = ask(kit, "bob", "town", ReadMember(added.id))
    assert (seen.kind, seen.name, seen.role, seen.key) == (MembershipKind.AGENT, "Helper", "member", "")
    assert membership(kit, "bob").kind is MembershipKind.PERSON
    assert {row.name: row.kind for row in ask(kit, "bob", "town", ListMembers()).items}["Helper"] == "agent"
    assert_counters_hold(kit, "town")


def test_an_agent_is_no_member_in_the_size_of_the_community(kit: Kit) -> None:
    before = ask(kit, "ada", "town", ReadCommunity()).member_count
    added = add_agent(kit)
    assert ask(kit, "ada", "town", ReadCommunity()).member_count == before
    do(kit, OWNER, "town", RestrictMember(added.id, "banned", "No."))
    do(kit, OWNER, "town", RemoveAgent(add_agent(kit).id))
    assert ask(kit, "ada", "town", ReadCommunity()).member_count == before
    assert_counters_hold(kit, "town")


def test_keys_are_for_whom_it_acts_and_for_stewards(kit: Kit) -> None:
    added = add_agent(kit, acts_for="ada")

    def keys(actor: str) -> list[str]:
        return [found.key for found in ask(kit, actor, "town", ListAgents()).items]

    assert [keys(actor) for actor in ("ada", "stew", "bob")] == [[added.key], [added.key], [""]]


def test_members_have_agents_where_the_settings_allow_it(kit: Kit) -> None:
    ada, bob = member(kit, "ada"), member(kit, "bob")
    mine = AddAgent(name="Mine", scopes=("posts.read",), acts_for=ada)
    with assert_refused(Conflict, "members.too_many_agents"):
        do(kit, "ada", "town", mine)
    allow_agents(kit, 1)
    facts = emitted_facts(kit, "ada", "town", mine)
    assert [type(fact) for fact in facts] == [MemberJoined, AgentAdded]
    with assert_refused(Conflict, "members.too_many_agents"):
        do(kit, "ada", "town", mine)
    for actor, code, command in (
        ("ada", "members.acts_for_another", AddAgent(name="X", scopes=(), acts_for=bob)),
        ("stew", "members.acts_for_another", AddAgent(name="X", scopes=(), acts_for=bob)),
        ("ada", "members.agents_by_steward", AddAgent(name="X", scopes=())),
        ("stew", "members.key_by_host", AddAgent(name="X", scopes=(), key="bot:1")),
        ("stew", "members.role_too_high", AddAgent(name="X", scopes=(), role="steward")),
    ):
        with assert_refused(Denied, code):
            do(kit, actor, "town", command)
    (found,) = ask(kit, "ada", "town", ListAgents()).items
    for command in (RemoveAgent(found.id), ChangeAgentScopes(found.id, ())):
        with assert_refused(Denied, "runtime.not_permitted"):
            do(kit, "bob", "town", command)
    assert do(kit, "ada", "town", ChangeAgentScopes(found.id, ("posts.",))).scopes == ("posts.",)
    do(kit, "ada", "town", RemoveAgent(found.id))
    do(kit, "ada", "town", mine)  # there is room again


def test_stewards_add_agents_for_the_host(kit: Kit) -> None:
    added = do(kit, "stew", "town", AddAgent(name="Greeter", scopes=("posts.",)))
    assert added.acts_for is None
    facts = emitted_facts(kit, "stew", "town", ChangeAgentScopes(added.id, ("posts.read",)))
    assert [type(fact) for fact in facts] == [AgentScopesChanged]
    facts = emitted_facts(kit, "stew", "town", RemoveAgent(added.id))
    assert [type(fact) for fact in facts] == [MemberLeft, AgentRemoved]
    with assert_refused(NotFound, "runtime.not_found"):
        do(kit, "stew", "town", RemoveAgent(added.id))
    assert ask(kit, "stew", "town", ListAgents()).items == ()
    assert_counters_hold(kit, "town")


@pytest.mark.parametrize(
    ("scope", "fault"),
    [
        ("posts.fly", "unknown_scope"),
        ("posts", "unknown_scope"),
        ("post.", "unknown_scope"),
        ("posts.edit:own", "unknown_scope"),
        (".", "unknown_scope"),
        ("members.manage_agents", "persons_only"),
        ("members.assign_role", "persons_only"),
        ("members.add", "persons_only"),
        ("members.manage_requests", "persons_only"),
    ],
)
def test_scopes_are_permissions_that_there_are(kit: Kit, scope: str, fault: str) -> None:
    with assert_invalid(scopes=fault):
        add_agent(kit, "posts.read", scope)


def test_scopes_are_few_and_each_is_there_once(kit: Kit) -> None:
    with assert_invalid(scopes="too_many"):
        add_agent(kit, *(f"posts.{number}" for number in range(51)))
    assert add_agent(kit, "posts.edit", "posts.edit", "communities.").scopes == ("communities.", "posts.edit")


def test_no_role_of_an_agent_may_change_roles(kit: Kit) -> None:
    with assert_invalid(role="not_for_agents"):
        add_agent(kit, role="owner")
    added = add_agent(kit)
    with assert_invalid(role="not_for_agents"):
        do(kit, OWNER, "town", AssignRole(added.id, "owner"))
    assert do(kit, OWNER, "town", AssignRole(added.id, "steward")).role == "steward"


def test_an_agent_brings_in_nobody(kit: Kit) -> None:
    added = add_agent(kit, role="steward")
    for command in (
        AddAgent(name="Another", scopes=("posts.",)),
        AddAgent(name="Another", scopes=("posts.",), acts_for=added.id),
        ChangeAgentScopes(added.id, ("posts.", "members.")),
        AssignRole(added.id, "steward"),
    ):
        with assert_refused(Denied, "runtime.not_permitted"):
            do(kit, added.key, "town", command)
    with assert_refused(Denied, "members.agent_of_agent"):
        do(kit, SYSTEM, "town", AddAgent(name="X", scopes=(), acts_for=added.id))


def test_an_agent_is_one_in_every_community_and_nobody_in_the_lobby(kit: Kit) -> None:
    added = add_agent(kit)
    create_community(kit, "village")
    with assert_refused(Conflict, "members.other_kind"):
        do(kit, OWNER, "village", AddMember(added.key))
    with assert_refused(Conflict, "members.other_kind"):
        do(kit, added.key, "village", JoinCommunity())
    with assert_refused(Denied, "runtime.not_permitted"):
        do(
            kit, added.key, None,
            CreateCommunity("mine", title="Mine", purpose="Mine.", type="forum", care_hours=4, review_on=REVIEW_ON),
        )  # fmt: skip
    with assert_refused(Conflict, "members.other_kind"):
        add_agent(kit, key="bob")


def test_an_agent_of_the_host_comes_back_by_its_key(kit: Kit) -> None:
    added = add_agent(kit, "posts.", key="bot:7")
    assert added.key == "bot:7"
    with assert_refused(Conflict, "members.already_member"):
        add_agent(kit, "posts.", key="bot:7")
    do(kit, SYSTEM, "town", RemoveAgent(added.id))
    with assert_refused(Conflict, "members.key_of_another"):
        add_agent(kit, "posts.read", key="bot:7", acts_for="ada")
    again = add_agent(kit, "posts.read", key="bot:7")
    assert (again.id, again.scopes, again.acts_for) == (added.id, ("posts.read",), None)


def test_a_ban_of_an_agent_outlives_its_removal(kit: Kit) -> None:
    added = add_agent(kit, key="bot:7")
    do(kit, "stew", "town", RestrictMember(added.id, "banned", "It floods."))
    do(kit, "stew", "town", RemoveAgent(added.id))
    assert ask(kit, "stew", "town", ReadMember(added.id)).status is MembershipStatus.BANNED
    with assert_refused(Conflict, "members.already_member"):
        add_agent(kit, key="bot:7")


def test_an_agent_that_leaves_is_one_no_more(kit: Kit) -> None:
    added = add_agent(kit, "members.leave")
    do(kit, added.key, "town", LeaveCommunity())
    assert ask(kit, "stew", "town", ListAgents()).items == ()


def test_trust_is_not_earned_by_an_agent(kit: Kit) -> None:
    added = add_agent(kit)
    for _ in range(4):
        do(kit, added.key, "town", CreateThread(kind="question", title="Why?", body="So."))
    assert do(kit, OWNER, "town", RecalculateTrust(added.id)).trust_level == 0


def test_pages_of_agents(kit: Kit) -> None:
    made = [add_agent(kit).id for _ in range(3)]
    first = ask(kit, "ada", "town", ListAgents(limit=2))
    second = ask(kit, "ada", "town", ListAgents(limit=2, after=first.next))
    assert [found.id for found in (*first.items, *second.items)] == made


def erase(kit: Kit, key: str) -> None:
    do(kit, SYSTEM, None, ErasePerson(key=key))


def names(kit: Kit, *ids: MemberId) -> list[str]:
    return [ask(kit, OWNER, "town", ReadMember(id)).name for id in ids]


def test_whoever_is_erased_leaves_no_named_agent(kit: Kit) -> None:
    removed = add_agent(kit, acts_for="ada", name="Ada's first")
    do(kit, "ada", "town", LeaveCommunity())
    do(kit, "ada", "town", JoinCommunity())
    present, other = add_agent(kit, acts_for="ada", name="Ada's own"), add_agent(kit, acts_for="bob")
    assert "commkit_agent" in str(ask(kit, SYSTEM, None, ExportPerson(key="ada")))
    erase(kit, "ada")
    assert names(kit, removed.id, present.id, other.id) == ["[erased]", "[erased]", "Helper"]
    assert [found.id for found in ask(kit, OWNER, "town", ListAgents()).items] == [other.id]


def test_an_agent_is_erased_like_a_person(kit: Kit) -> None:
    added = add_agent(kit, acts_for="ada")
    erase(kit, added.key)
    assert ask(kit, OWNER, "town", ListAgents()).items == ()
    assert names(kit, added.id) == ["[erased]"]


def test_without_scopes_an_agent_may_not_even_read(kit: Kit) -> None:
    added = do(kit, SYSTEM, "town", AddAgent(name="Mute", scopes=()))
    with kit.session(added.key, "town") as session, assert_refused(Denied, "runtime.not_permitted"):
        session.ask(ListMembers())
