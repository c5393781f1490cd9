"""What an agent may do: within its role, within its scopes, within what the member may do whom it acts for."""

from collections.abc import Callable

import pytest

from commkit import SYSTEM, CommkitError, Denied, Kit, NotFound
from commkit.communities import ReadCommunity, Visibility
from commkit.members import (
    AddAgent,
    AddGroupMember,
    AddMember,
    Agent,
    AssignRole,
    CreateGroup,
    JoinCommunity,
    LeaveCommunity,
    LiftRestriction,
    ListAgents,
    ListGroupMembers,
    ReadMember,
    RemoveGroupMember,
    RestrictMember,
)
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    EditPost,
    ListThreads,
    ReadThread,
    RemovePost,
)
from tests.helpers import ask, assert_counters_hold, assert_refused, do
from tests.members.agents.agents import ENDS, add_agent, ask_question, member, membership
from tests.sample import OWNER, create_community


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    do(kit, OWNER, "town", AddMember("stew", role="steward"))


def refusal(kit: Kit, work: Callable[[], object]) -> str:
    try:
        work()
    except CommkitError as error:
        return error.code
    return ""


def test_scopes_bound_what_the_role_grants(kit: Kit) -> None:
    opening = ask_question(kit)
    added = add_agent(kit, "posts.read", "posts.create_reply")
    do(kit, added.key, "town", CreateReply(opening.id, "Because."))
    assert ask(kit, added.key, "town", ListThreads()).items
    for command in (
        CreateThread(kind="question", title="Why?", body="So."),
        AddReaction(opening.id, "heart"),
        LeaveCommunity(),
    ):
        with assert_refused(Denied, "runtime.not_permitted"):
            do(kit, added.key, "town", command)
    with kit.session(added.key, "town") as session:
        assert session.can("posts.create_reply")
        assert not session.can("posts.create_thread")


def test_a_beginning_does_not_hold_what_people_do_in_their_own_name(kit: Kit) -> None:
    opening = ask_question(kit)
    reaction = AddReaction(opening.id, "heart")
    with assert_refused(Denied, "runtime.not_permitted"):
        do(kit, add_agent(kit, "posts.").key, "town", reaction)
    do(kit, add_agent(kit, "posts.read", "posts.add_reaction").key, "town", reaction)


@pytest.mark.parametrize(
    "permission",
    ["members.restrict", "members.manage_groups", "communities.update", "communities.update_settings"],
)
def test_a_beginning_does_not_hold_what_stewards_decide_about_others(kit: Kit, permission: str) -> None:
    beginnings = add_agent(kit, "members.", "communities.", role="steward")
    named = add_agent(kit, permission, role="steward")
    for added, held in ((beginnings, False), (named, True)):
        with kit.session(added.key, "town", read_only=True) as session:
            assert session.can(permission) is held
            assert not session.can("members.add")
            assert not session.can("members.manage_requests")


def test_scopes_do_not_widen_the_role(kit: Kit) -> None:
    opening = ask_question(kit)
    added = add_agent(kit, "posts.remove", "posts.read")
    with assert_refused(Denied, "runtime.not_permitted"):
        do(kit, added.key, "town", RemovePost(opening.id))
    do(kit, OWNER, "town", AssignRole(added.id, "steward"))
    do(kit, added.key, "town", RemovePost(opening.id))


def test_an_agent_may_not_do_more_than_whom_it_acts_for(kit: Kit) -> None:
    opening = ask_question(kit)
    added = add_agent(kit, acts_for="stew", role="steward")
    do(kit, added.key, "town", EditPost(post=opening.id, version=1, body="Edited."))
    do(kit, OWNER, "town", AssignRole(member(kit, "stew"), "member"))
    assert membership(kit, added.key).role == "member"
    with assert_refused(Denied, "runtime.not_permitted"):
        do(kit, added.key, "town", EditPost(post=opening.id, version=2, body="Again."))
    own = do(kit, added.key, "town", CreateThread(kind="question", title="Mine?", body="So."))
    do(kit, added.key, "town", EditPost(post=own.id, version=1, body="Mine."))


def test_an_agent_of_a_member_is_nobody_higher(kit: Kit) -> None:
    added = add_agent(kit, acts_for="ada", role="steward")
    mine = membership(kit, added.key)
    assert (mine.role, mine.staff) == ("member", False)
    with kit.session(added.key, "town") as session:
        assert (session.role, session.can("posts.remove")) == ("member", False)


@pytest.mark.parametrize("status", ["silenced", "suspended"])
def test_a_restriction_holds_for_the_agents_too_and_ends_for_them(kit: Kit, status: str) -> None:
    opening, added = ask_question(kit), add_agent(kit, acts_for="ada")
    reply = CreateReply(opening.id, "Because.")
    do(kit, added.key, "town", reply)
    do(kit, "stew", "town", RestrictMember(member(kit, "ada"), status, "Enough."))  # type: ignore[arg-type]
    with assert_refused(Denied, "runtime.not_permitted"):
        do(kit, added.key, "town", reply)
    assert ask(kit, added.key, "town", ReadThread(opening.id)).items
    do(kit, "stew", "town", LiftRestriction(member(kit, "ada")))
    do(kit, added.key, "town", reply)


def test_an_agent_is_restricted_like_anybody(kit: Kit) -> None:
    opening, added = ask_question(kit), add_agent(kit, acts_for="ada")
    do(kit, "stew", "town", RestrictMember(added.id, "silenced", "It floods."))
    with assert_refused(Denied, "runtime.not_permitted"):
        do(kit, added.key, "town", CreateReply(opening.id, "Because."))
    do(kit, "ada", "town", CreateReply(opening.id, "Because."))


@pytest.mark.parametrize("end", ENDS)
def test_an_agent_falls_with_whom_it_acts_for(kit: Kit, end: Callable[[Kit, Agent], None]) -> None:
    opening, added = ask_question(kit), add_agent(kit, acts_for="ada")
    end(kit, added)
    for work in (
        lambda: do(kit, added.key, "town", CreateReply(opening.id, "Because.")),
        lambda: ask(kit, added.key, "town", ReadThread(opening.id)),
    ):
        assert refusal(kit, work) == "runtime.not_permitted"
    assert ask(kit, OWNER, "town", ListAgents()).items == ()
    assert ask(kit, OWNER, "town", ReadMember(added.id)).status == "left"
    assert_counters_hold(kit, "town")


def test_whoever_comes_back_comes_without_agents(kit: Kit) -> None:
    added = add_agent(kit, acts_for="ada")
    do(kit, "ada", "town", LeaveCommunity())
    do(kit, "ada", "town", JoinCommunity())
    assert refusal(kit, lambda: ask(kit, added.key, "town", ListAgents())) == "runtime.not_permitted"


def test_a_secret_community_is_secret_from_agents_whose_member_left(kit: Kit) -> None:
    create_community(kit, "cave", visibility=Visibility.SECRET)
    with kit.session(SYSTEM, "cave") as session:
        session.do(AddMember("ada"))
    with kit.session("ada", "cave", read_only=True) as session:
        ada = session.member
    added = do(kit, SYSTEM, "cave", AddAgent(name="X", scopes=("communities.",), acts_for=ada))
    assert ask(kit, added.key, "cave", ReadCommunity()).slug == "cave"
    do(kit, "ada", "cave", LeaveCommunity())
    with assert_refused(NotFound, "communities.not_found"):
        ask(kit, added.key, "cave", ReadCommunity())


def test_an_agent_is_in_no_group_without_whom_it_acts_for(kit: Kit) -> None:
    added, ada = add_agent(kit, acts_for="ada"), member(kit, "ada")
    group = do(kit, OWNER, "town", CreateGroup("night-shift", "Night shift")).id
    with assert_refused(Denied, "members.agent_ahead"):
        do(kit, OWNER, "town", AddGroupMember(group, added.id))
    do(kit, OWNER, "town", AddGroupMember(group, ada))
    assert do(kit, OWNER, "town", AddGroupMember(group, added.id)).member_count == 2
    assert do(kit, OWNER, "town", RemoveGroupMember(group, ada)).member_count == 0
    assert ask(kit, OWNER, "town", ListGroupMembers(group)).items == ()
    assert do(kit, OWNER, "town", AddGroupMember(group, add_agent(kit).id)).member_count == 1


def test_a_command_that_takes_a_right_from_its_own_person_is_not_refused_by_its_own_lock(kit: Kit) -> None:
    added = add_agent(kit, "members.read", "members.manage_groups", acts_for="stew", role="steward")
    stew = member(kit, "stew")
    group = do(kit, OWNER, "town", CreateGroup("night-shift", "Night shift")).id
    do(kit, OWNER, "town", AddGroupMember(group, stew))
    do(kit, OWNER, "town", AddGroupMember(group, added.id))
    assert do(kit, added.key, "town", RemoveGroupMember(group, stew)).member_count == 0


def test_an_agent_is_shown_as_staff_only_while_its_person_is(kit: Kit) -> None:
    added, of_host = add_agent(kit, acts_for="stew", role="steward"), add_agent(kit, role="steward")
    stew = member(kit, "stew")

    def staff(who: Agent) -> bool:
        return ask(kit, OWNER, "town", ReadMember(who.id)).staff

    assert (staff(added), staff(of_host)) == (True, True)
    do(kit, OWNER, "town", AssignRole(stew, "member"))
    assert (staff(added), staff(of_host)) == (False, True)
    do(kit, OWNER, "town", AssignRole(added.id, "member"))
    do(kit, OWNER, "town", AssignRole(added.id, "steward"))
    assert not staff(added)
    assert not staff(add_agent(kit, acts_for="stew", role="steward"))
    do(kit, OWNER, "town", AssignRole(stew, "steward"))
    assert staff(added)
