"""How people come in and go: policies, requests, the host's own members, coming back; and what is told and counted."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound, PluginError
from commkit.communities import ArchiveCommunity, JoinPolicy, ReadCommunity, UpdateCommunity, Visibility
from commkit.members import (
    AddMember,
    ApproveRequest,
    JoinCommunity,
    LeaveCommunity,
    ListMembers,
    ListMyCommunities,
    MemberJoined,
    MemberLeft,
    MembershipRejected,
    MembershipRequested,
    MembershipStatus,
    Profile,
    ReadMember,
    RefreshProfile,
    RejectRequest,
    RestrictMember,
)
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
)
from tests.sample import OWNER, create_community, new_kit


def test_everybody_may_join_an_open_community(kit: Kit) -> None:
    create_community(kit)
    facts = emitted_facts(kit, "ada", "town", JoinCommunity())
    mine = ask(kit, "ada", "town", ReadMember(facts[0].member))
    assert facts == [MemberJoined(member=mine.id, role="member")]
    assert (mine.key, mine.name, mine.role, mine.status) == ("ada", "ada", "member", MembershipStatus.ACTIVE)
    assert (mine.staff, mine.trust_level, mine.invited_by) == (False, 0, None)
    assert ask(kit, "ada", "town", ReadCommunity()).member_count == 2
    assert_counters_hold(kit, "town")


def test_who_is_in_cannot_join_again(kit: Kit) -> None:
    create_community(kit, members=["ada"])
    with assert_unchanged(kit), assert_refused(Conflict, "members.already_member"):
        do(kit, "ada", "town", JoinCommunity())


@pytest.mark.parametrize("actor", [None, SYSTEM])
def test_only_users_join(kit: Kit, actor: None) -> None:
    create_community(kit)
    with assert_unchanged(kit), assert_refused(Denied, "members.sign_in_required"):
        do(kit, actor, "town", JoinCommunity())


@pytest.mark.parametrize("policy", [JoinPolicy.INVITE, JoinPolicy.MANAGED])
def test_nobody_joins_by_themselves_where_the_policy_forbids_it(kit: Kit, policy: JoinPolicy) -> None:
    create_community(kit, join_policy=policy)
    with assert_unchanged(kit), assert_refused(Denied, "members.not_open"):
        do(kit, "ada", "town", JoinCommunity())


def test_a_request_to_join_is_approved_by_a_steward(kit: Kit) -> None:
    create_community(kit, join_policy=JoinPolicy.REQUEST)
    (asked,) = emitted_facts(kit, "ada", "town", JoinCommunity())
    assert asked == MembershipRequested(member=asked.member)
    assert ask(kit, OWNER, "town", ReadCommunity()).member_count == 1
    with assert_unchanged(kit), assert_refused(Conflict, "members.already_member"):
        do(kit, "ada", "town", JoinCommunity())
    with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
        do(kit, "ada", "town", ApproveRequest(asked.member))
    assert emitted_facts(kit, OWNER, "town", ApproveRequest(asked.member)) == [
        MemberJoined(member=asked.member, role="member")
    ]
    assert ask(kit, OWNER, "town", ReadCommunity()).member_count == 2
    with assert_unchanged(kit), assert_refused(Conflict, "members.stale"):
        do(kit, OWNER, "town", ApproveRequest(asked.member))
    with assert_unchanged(kit), assert_refused(Conflict, "members.stale"):
        do(kit, OWNER, "town", RejectRequest(asked.member))
    assert_counters_hold(kit, "town")


def test_who_is_rejected_may_ask_again(kit: Kit) -> None:
    create_community(kit, join_policy=JoinPolicy.REQUEST)
    asked = do(kit, "ada", "town", JoinCommunity())
    assert emitted_facts(kit, OWNER, "town", RejectRequest(asked.id)) == [MembershipRejected(member=asked.id)]
    assert emitted_facts(kit, "ada", "town", JoinCommunity()) == [MembershipRequested(member=asked.id)]
    assert_counters_hold(kit, "town")


def test_who_asked_is_seen_by_stewards_and_themselves_only(kit: Kit) -> None:
    create_community(kit, members=["bob"], join_policy=JoinPolicy.OPEN)
    create_community(kit, "gate", join_policy=JoinPolicy.REQUEST)
    asked = do(kit, "ada", "gate", JoinCommunity())
    assert ask(kit, OWNER, "gate", ReadMember(asked.id)).status is MembershipStatus.REQUESTED
    assert ask(kit, "ada", "gate", ReadMember(asked.id)).status is MembershipStatus.REQUESTED
    with assert_refused(NotFound, "runtime.not_found"):
        ask(kit, "bob", "gate", ReadMember(asked.id))
    assert [member.key for member in ask(kit, OWNER, "gate", ListMembers()).items] == [OWNER]


def test_stewards_find_who_asked_and_others_do_not(kit: Kit) -> None:
    create_community(kit, join_policy=JoinPolicy.REQUEST)
    asked = [do(kit, key, "town", JoinCommunity()).id for key in ("ada", "bob")]
    waiting = ListMembers(status=MembershipStatus.REQUESTED)
    assert [member.id for member in ask(kit, OWNER, "town", waiting).items] == asked
    assert [member.id for member in ask(kit, "bob", "town", waiting).items] == asked[1:]
    assert ask(kit, None, "town", waiting).items == ()


def test_a_request_to_join_can_be_taken_back(kit: Kit) -> None:
    create_community(kit, join_policy=JoinPolicy.REQUEST)
    asked = do(kit, "ada", "town", JoinCommunity())
    assert do(kit, "ada", "town", LeaveCommunity()).status is MembershipStatus.LEFT
    with assert_refused(Conflict, "members.stale"):
        do(kit, OWNER, "town", ApproveRequest(asked.id))
    assert do(kit, "ada", "town", JoinCommunity()).status is MembershipStatus.REQUESTED
    assert_counters_hold(kit, "town")


def test_keys_and_reasons_are_visible_to_the_member_and_to_stewards(kit: Kit) -> None:
    create_community(kit, members=["ada", "bob"])
    ada = next(member for member in ask(kit, OWNER, "town", ListMembers()).items if member.key == "ada")
    do(
        kit,
        OWNER,
        "town",
        RestrictMember(ada.id, "silenced", "too loud", until=kit.clock() + timedelta(days=1)),
    )
    for who in (OWNER, "ada"):
        seen = ask(kit, who, "town", ReadMember(ada.id))
        assert (seen.key, seen.restriction_reason, seen.restricted_until is None) == (
            "ada",
            "too loud",
            False,
        )
    for who in ("bob", None):
        seen = ask(kit, who, "town", ReadMember(ada.id))
        assert (seen.name, seen.key, seen.restriction_reason, seen.restricted_until) == ("ada", "", "", None)
        assert {member.key for member in ask(kit, who, "town", ListMembers()).items} <= {"", who}


def test_my_communities_are_those_i_am_in_whatever_their_visibility(kit: Kit) -> None:
    for slug, visibility in (("alps", "secret"), ("bay", "private"), ("cove", "public")):
        create_community(kit, slug, visibility=Visibility(visibility))
        do(kit, OWNER, slug, AddMember("ada"))
    create_community(kit, "dale", join_policy=JoinPolicy.REQUEST)
    create_community(kit, "east")
    do(kit, "ada", "dale", JoinCommunity())
    do(kit, "ada", "cove", LeaveCommunity())
    assert [mine.slug for mine in ask(kit, "ada", None, ListMyCommunities())] == ["alps", "bay", "dale"]
    assert ask(kit, "nobody", None, ListMyCommunities()) == ()
    assert ask(kit, None, None, ListMyCommunities()) == ()


def test_members_may_leave_an_archived_community(kit: Kit) -> None:
    create_community(kit, members=["ada"])
    do(kit, OWNER, "town", ArchiveCommunity("done"))
    with assert_refused(Denied, "communities.archived"):
        do(kit, "bob", "town", JoinCommunity())
    assert do(kit, "ada", "town", LeaveCommunity()).status is MembershipStatus.LEFT
    assert_counters_hold(kit, "town")


def test_leaving_and_coming_back(kit: Kit) -> None:
    create_community(kit, members=["ada"])
    with kit.session("ada", "town") as session:
        mine = session.membership
    assert emitted_facts(kit, "ada", "town", LeaveCommunity()) == [MemberLeft(member=mine.id)]
    assert ask(kit, OWNER, "town", ReadCommunity()).member_count == 1
    with assert_unchanged(kit), assert_refused(Denied, "runtime.not_a_member"):
        do(kit, "ada", "town", LeaveCommunity())
    assert do(kit, "ada", "town", JoinCommunity()).id == mine.id
    assert ask(kit, OWNER, "town", ReadCommunity()).member_count == 2
    assert_counters_hold(kit, "town")


@pytest.mark.parametrize("status", ["silenced", "suspended"])
def test_a_restriction_does_not_end_by_leaving_and_joining_again(kit: Kit, status: str) -> None:
    create_community(kit, members=["ada"])
    with kit.session("ada", "town") as session:
        mine = session.member
    do(kit, OWNER, "town", RestrictMember(mine, status, "Calm down."))  # type: ignore[arg-type]  # parametrized
    with assert_unchanged(kit), pytest.raises(Denied):
        do(kit, "ada", "town", LeaveCommunity())
    with assert_unchanged(kit), pytest.raises((Denied, Conflict)):
        do(kit, "ada", "town", JoinCommunity())


def test_the_host_and_stewards_add_members(kit: Kit) -> None:
    create_community(kit, join_policy=JoinPolicy.MANAGED)
    added = do(kit, SYSTEM, "town", AddMember("eve", role="steward"))
    assert (added.role, added.staff) == ("steward", True)
    assert emitted_facts(kit, "eve", "town", AddMember("ada"))[0].role == "member"
    with assert_unchanged(kit), assert_refused(Conflict, "members.already_member"):
        do(kit, OWNER, "town", AddMember("ada"))
    with assert_unchanged(kit), assert_refused(Denied, "members.role_too_high"):
        do(kit, "eve", "town", AddMember("bob", role="steward"))
    with assert_unchanged(kit), assert_invalid(role="unknown_role"):
        do(kit, OWNER, "town", AddMember("bob", role="emperor"))
    with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
        do(kit, "ada", "town", AddMember("bob"))
    assert_counters_hold(kit, "town")


def test_nobody_joins_an_archived_community(kit: Kit) -> None:
    create_community(kit)
    do(kit, OWNER, "town", ArchiveCommunity("Its time has passed."))
    with assert_unchanged(kit), assert_refused(Denied, "communities.archived"):
        do(kit, "ada", "town", JoinCommunity())


def test_names_come_from_the_host(url: str) -> None:
    names = {OWNER: "Olga Owner", "ada": "Ada L."}

    class Users:
        def profile(self, key: str, connection: Connection | None) -> Profile | None:
            return Profile(names[key]) if key in names else None

    kit = new_kit(url, identity=Users())
    create_community(kit, members=["ada"])
    with kit.session("ada", "town") as session:
        assert session.membership.name == "Ada L."
    names["ada"] = "Ada " + "x" * 300
    assert do(kit, "ada", "town", RefreshProfile()).name == names["ada"][:200]
    with assert_unchanged(kit), assert_refused(Denied, "members.unknown_user"):
        do(kit, "stranger", "town", JoinCommunity())
    del names["ada"]
    with assert_unchanged(kit), assert_refused(Denied, "members.unknown_user"):
        do(kit, "ada", "town", RefreshProfile())
    kit.close()


def fail(key: str) -> Any:
    raise KeyError(key)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda key: Profile(None), "gave a name of None"),  # type: ignore[arg-type]  # as hosts do
        (lambda key: Profile(" "), "gave a name of ' '"),
        (lambda key: "Ada", "gave a str"),
        (lambda key: {"name": "Ada"}, "gave a dict"),
        (fail, "raised KeyError: 'ada'"),
    ],
)
def test_a_port_that_gives_no_profile_is_named(url: str, answer: Callable[[str], Any], says: str) -> None:
    class Users:
        def profile(self, key: str, connection: Connection | None) -> Any:
            return answer(key) if key == "ada" else Profile("Olga Owner")

    with closing(new_kit(url, identity=Users())) as kit:
        create_community(kit)
        with assert_unchanged(kit), pytest.raises(PluginError, match=re.escape(says)) as caught:
            do(kit, "ada", "town", JoinCommunity())
    assert caught.value.code == "members.bad_identity_port"


@pytest.mark.parametrize("key", ["", " ", "a\0b", "a\nb", "\ud800", "x" * 256])
def test_a_key_that_is_no_key_is_refused_wherever_it_comes_from(kit: Kit, key: str) -> None:
    create_community(kit)
    for place in (None, "town"):
        with assert_unchanged(kit), assert_refused(Invalid, "runtime.invalid"), kit.session(key, place):
            pass
    with assert_unchanged(kit), assert_refused(Invalid, "runtime.invalid"):
        do(kit, OWNER, "town", AddMember(key))


def test_pages_of_members_hold_each_member_once(kit: Kit) -> None:
    keys = [f"user {n}" for n in range(7)]
    create_community(kit, members=keys)
    do(kit, keys[3], "town", LeaveCommunity())
    seen, after = [], None
    while True:
        page = ask(kit, None, "town", ListMembers(after=after, limit=3))
        assert len(page.items) <= 3
        seen += [member.name for member in page.items]
        if (after := page.next) is None:
            break
    assert seen == [OWNER, *keys[:3], *keys[4:]]
    with assert_invalid(after="bad_cursor"):
        ask(kit, None, "town", ListMembers(after="nonsense"))


def test_a_secret_community_is_not_among_those_i_only_asked_to_join(kit: Kit) -> None:
    made = create_community(kit, join_policy=JoinPolicy.REQUEST)
    do(kit, "ada", "town", JoinCommunity())
    assert len(ask(kit, "ada", None, ListMyCommunities())) == 1
    do(
        kit,
        OWNER,
        "town",
        UpdateCommunity(version=made.version, visibility=Visibility.SECRET, title="Hidden"),
    )
    assert ask(kit, "ada", None, ListMyCommunities()) == ()
    assert len(ask(kit, OWNER, None, ListMyCommunities())) == 1
