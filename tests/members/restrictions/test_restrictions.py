"""Silence, suspension and ban: who decides, what each takes away, and that it ends when it says so."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, MemberId, NotFound
from commkit.communities import JoinPolicy, ReadCommunity
from commkit.members import (
    AssignRole,
    ExpireRestrictions,
    JoinCommunity,
    LeaveCommunity,
    LiftRestriction,
    ListMembers,
    MembershipStatus,
    MembershipStatusChanged,
    ReadMember,
    RestrictMember,
)
from commkit.posts import AddReaction, CreateReply, CreateThread, EditPost, ListThreads
from commkit.testing.clock import ManualClock
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    member_id,
)
from tests.sample import OWNER, create_community

START = datetime(2030, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=["ada", "bob", "eve"])
    do(clocked_kit, OWNER, "town", AssignRole(member_id(clocked_kit, "eve"), "steward"))
    return clocked_kit


def test_each_status_takes_its_part_away(town: Kit) -> None:
    ada = member_id(town, "ada")
    thread = do(town, "bob", "town", CreateThread(kind="question", title="Why?", body="So."))
    deeds: dict[str, Any] = {
        "read": lambda: ask(town, "ada", "town", ListThreads()),
        "react": lambda: do(town, "ada", "town", AddReaction(thread.id, "up")),
        "write": lambda: do(town, "ada", "town", CreateReply(thread.id, "Because.")),
    }
    for status, allowed in [
        ("silenced", {"read", "react"}),
        ("suspended", {"read"}),
        ("banned", set()),
    ]:
        do(town, OWNER, "town", RestrictMember(ada, status, "Enough."))  # type: ignore[arg-type]
        for deed, work in deeds.items():
            if deed in allowed:
                work()
            else:
                with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
                    work()
        do(town, OWNER, "town", LiftRestriction(ada))
        if status == "banned":
            do(town, "ada", "town", JoinCommunity())
        for work in deeds.values():
            work()
    assert_counters_hold(town, "town")


@pytest.mark.parametrize("status", ["silenced", "suspended", "banned"])
def test_a_restriction_emits_a_fact_is_stored_and_ends_in_time(
    town: Kit, clock: ManualClock, status: Any
) -> None:
    ada = member_id(town, "ada")
    until = START + 2 * DAY
    assert emitted_facts(town, OWNER, "town", RestrictMember(ada, status, "Enough.", until=until)) == [
        MembershipStatusChanged(member=ada, status=MembershipStatus(status), reason="Enough.", until=until)
    ]
    kept = ask(town, OWNER, "town", ReadMember(ada))
    assert (kept.status, kept.restriction_reason, kept.restricted_until) == (status, "Enough.", until)
    publish = CreateThread(kind="question", title="Why?", body="So.")
    with assert_unchanged(town), pytest.raises(Denied):
        do(town, "ada", "town", publish)
    clock.advance(2 * DAY - timedelta(microseconds=1))
    with assert_unchanged(town), pytest.raises(Denied):
        do(town, "ada", "town", publish)
    clock.advance(timedelta(microseconds=1))
    if status == "banned":
        with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
            do(town, "ada", "town", publish)  # a ban took her out; its end lets her knock, not in
        do(town, "ada", "town", JoinCommunity())
    do(town, "ada", "town", publish)
    do(town, "ada", "town", LeaveCommunity())
    assert_counters_hold(town, "town")


def test_a_ban_takes_one_out_of_the_count_and_off_the_list(town: Kit) -> None:
    ada = member_id(town, "ada")
    before = ask(town, "bob", "town", ReadCommunity()).member_count
    do(town, OWNER, "town", RestrictMember(ada, "banned", "Spam."))
    assert ask(town, "bob", "town", ReadCommunity()).member_count == before - 1
    assert "ada" not in [m.name for m in ask(town, "bob", "town", ListMembers()).items]
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "bob", "town", ReadMember(ada))
    assert ask(town, "eve", "town", ReadMember(ada)).status is MembershipStatus.BANNED
    assert emitted_facts(town, "eve", "town", LiftRestriction(ada))[0].status is MembershipStatus.LEFT
    assert do(town, "ada", "town", JoinCommunity()).id == ada
    assert ask(town, "bob", "town", ReadCommunity()).member_count == before
    assert_counters_hold(town, "town")


def test_expired_restrictions_are_lifted(town: Kit, clock: ManualClock) -> None:
    ada, bob = member_id(town, "ada"), member_id(town, "bob")
    do(town, OWNER, "town", RestrictMember(ada, "banned", "Spam.", until=START + DAY))
    do(town, OWNER, "town", RestrictMember(bob, "silenced", "Loud.", until=START + 3 * DAY))
    do(town, OWNER, "town", RestrictMember(member_id(town, "eve"), "suspended", "For good."))
    assert do(town, SYSTEM, "town", ExpireRestrictions()) == 0
    counted = ask(town, OWNER, "town", ReadCommunity()).member_count
    clock.advance(2 * DAY)
    with town.session(SYSTEM, "town") as session:
        assert session.do(ExpireRestrictions()) == 1
        assert session.facts == [
            MembershipStatusChanged(member=ada, status=MembershipStatus.LEFT, reason="", until=None)
        ]
    assert ask(town, OWNER, "town", ReadCommunity()).member_count == counted
    clock.advance(2 * DAY)
    assert do(town, SYSTEM, "town", ExpireRestrictions()) == 1
    with town.session("bob", "town") as session:
        assert session.membership.status is MembershipStatus.ACTIVE
    assert do(town, SYSTEM, "town", ExpireRestrictions()) == 0
    with assert_refused(Denied, "runtime.not_permitted"):
        do(town, OWNER, "town", ExpireRestrictions())
    assert_counters_hold(town, "town")


def test_a_role_that_may_restrict_is_restricted_by_owners_only(town: Kit) -> None:
    do(town, OWNER, "town", AssignRole(member_id(town, "bob"), "steward"))
    with assert_unchanged(town), assert_refused(Denied, "members.owner_only"):
        do(town, "eve", "town", RestrictMember(member_id(town, "bob"), "silenced", "Rivals."))
    do(town, OWNER, "town", RestrictMember(member_id(town, "bob"), "silenced", "Enough."))


@pytest.mark.parametrize("ended", ["reinstated", "run out", "brought in line"])
def test_the_end_of_a_ban_lets_nobody_in_who_was_not(town: Kit, clock: ManualClock, ended: str) -> None:
    create_community(town, "gate", join_policy=JoinPolicy.REQUEST)
    asked = do(town, "ada", "gate", JoinCommunity())
    do(town, OWNER, "gate", RestrictMember(asked.id, "banned", "Spam.", until=START + DAY))
    if ended == "reinstated":
        do(town, OWNER, "gate", LiftRestriction(asked.id))
    clock.advance(2 * DAY)
    if ended == "brought in line":
        do(town, SYSTEM, "gate", ExpireRestrictions())
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "gate", CreateThread(kind="question", title="Why?", body="So."))
    assert do(town, "ada", "gate", JoinCommunity()).status is MembershipStatus.REQUESTED
    assert_counters_hold(town, "gate")


def test_a_steward_does_not_lift_what_an_owner_decided_about_another(town: Kit) -> None:
    bob = member_id(town, "bob")
    do(town, OWNER, "town", AssignRole(bob, "steward"))
    do(town, OWNER, "town", RestrictMember(bob, "suspended", "Enough."))
    with assert_unchanged(town), assert_refused(Denied, "members.owner_only"):
        do(town, "eve", "town", LiftRestriction(bob))
    do(town, OWNER, "town", LiftRestriction(bob))


def test_a_former_member_gets_no_role(town: Kit) -> None:
    ada = member_id(town, "ada")
    do(town, "ada", "town", LeaveCommunity())
    with assert_unchanged(town), assert_refused(Conflict, "members.not_a_member"):
        do(town, OWNER, "town", AssignRole(ada, "steward"))


def test_a_banned_user_stays_out(town: Kit) -> None:
    do(town, OWNER, "town", RestrictMember(member_id(town, "ada"), "banned", "Spam."))
    for command in (JoinCommunity(), LeaveCommunity()):
        with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
            do(town, "ada", "town", command)


def test_who_may_restrict_whom(town: Kit) -> None:
    ada, bob, eve, owner = (member_id(town, key) for key in ("ada", "bob", "eve", OWNER))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", RestrictMember(bob, "silenced", "I say so."))
    with assert_unchanged(town), assert_refused(Conflict, "members.is_owner"):
        do(town, "eve", "town", RestrictMember(owner, "silenced", "I say so."))
    do(town, SYSTEM, "town", AssignRole(bob, "steward"))
    with assert_unchanged(town), assert_refused(Denied, "members.owner_only"):
        do(town, "eve", "town", RestrictMember(bob, "silenced", "I say so."))
    do(town, OWNER, "town", RestrictMember(bob, "silenced", "I say so."))
    do(town, "eve", "town", RestrictMember(ada, "silenced", "I say so."))
    with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
        do(town, "eve", "town", RestrictMember(MemberId(uuid4()), "silenced", "I say so."))
    with assert_unchanged(town), assert_refused(Conflict, "members.not_restricted"):
        do(town, OWNER, "town", LiftRestriction(eve))


def test_who_is_outside_can_be_banned_but_not_let_in_by_a_silence(town: Kit) -> None:
    create_community(town, "gate", join_policy=JoinPolicy.REQUEST)
    asked = do(town, "ada", "gate", JoinCommunity()).id
    for status in ("silenced", "suspended"):
        with assert_unchanged(town), assert_refused(Conflict, "members.not_a_member"):
            do(town, OWNER, "gate", RestrictMember(asked, status, "Hm."))  # type: ignore[arg-type]
    do(town, OWNER, "gate", RestrictMember(asked, "banned", "Hm."))
    assert_counters_hold(town, "gate")


def test_all_faults_of_a_restriction_are_listed(town: Kit) -> None:
    ada = member_id(town, "ada")
    naive = datetime(2031, 1, 1)  # noqa: DTZ001  # the fault under test
    with assert_unchanged(town), assert_invalid(status="not_a_choice", reason="blank", until="no_zone"):
        do(town, OWNER, "town", RestrictMember(ada, "left", " ", until=naive))  # type: ignore[arg-type]


@pytest.mark.parametrize(("year", "hours"), [(1, 14), (9999, -14)])
def test_an_end_that_nobody_could_read_again_is_refused(kit: Kit, year: int, hours: int) -> None:
    create_community(kit, members=["ada"])
    ada = ask(kit, "ada", "town", ListMembers()).items[-1].id
    until = datetime(year, *((1, 1) if year == 1 else (12, 31, 23)), tzinfo=timezone(timedelta(hours=hours)))
    with assert_unchanged(kit), assert_invalid(until="out_of_range"):
        do(kit, OWNER, "town", RestrictMember(ada, "silenced", "Enough.", until=until))
    assert len(ask(kit, "ada", "town", ListMembers()).items) == 2


def test_an_end_in_the_past_is_refused(town: Kit) -> None:
    for until in (START, START - DAY):
        with assert_unchanged(town), assert_invalid(until="past"):
            do(town, OWNER, "town", RestrictMember(member_id(town, "ada"), "silenced", "So.", until=until))


UNTIL = START + 3 * DAY


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("silenced", CreateThread(kind="question", title="Why?", body="So.")),
        ("suspended", CreateThread(kind="question", title="Why?", body="So.")),
        ("banned", ListThreads()),
    ],
)
@pytest.mark.parametrize("until", [None, UNTIL])
def test_each_refusal_says_why_until_when_and_how_to_appeal(
    town: Kit, status: str, message: Any, until: datetime | None
) -> None:
    ada = member_id(town, "ada")
    do(town, "eve", "town", RestrictMember(ada, MembershipStatus(status), reason="Too loud.", until=until))
    with pytest.raises(Denied) as caught, town.session("ada", "town") as session:
        session.do(message) if isinstance(message, CreateThread) else session.ask(message)
    error: Any = caught.value
    end = "until 2030-01-04 00:00 UTC" if until else "without an end"
    assert error.message.startswith(f"you are {status} here {end}: Too loud.")
    assert ("AppealDecision" in error.message) == (status != "banned")
    assert (error.code, error.plugin) == ("runtime.not_permitted", "posts")
    assert (error.status, error.until, error.reason) == (status, until, "Too loud.")


def test_of_one_thing_only_it_says_so_too(town: Kit) -> None:
    own = do(town, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    do(town, "eve", "town", RestrictMember(member_id(town, "ada"), MembershipStatus.SILENCED, reason="Loud."))
    with pytest.raises(Denied, match="you are silenced here without an end: Loud"):
        do(town, "ada", "town", EditPost(post=own.id, version=1, body="More."))


def test_control_what_their_own_role_lacks_is_told_as_that(town: Kit) -> None:
    do(town, "eve", "town", RestrictMember(member_id(town, "ada"), MembershipStatus.SILENCED, reason="Loud."))
    with pytest.raises(Denied, match="which the role 'silenced' lacks"):
        do(town, "ada", "town", AssignRole(member_id(town, "bob"), "steward"))
