"""Nobody ends a silence, a suspension or a ban by erasing themselves; and no longer than it lasts is anything kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Denied, Kit, NotFound
from commkit.communities import JoinPolicy
from commkit.members import (
    AddMember,
    ApproveRequest,
    ExpireRestrictions,
    JoinCommunity,
    LiftRestriction,
    MemberJoined,
    Membership,
    MembershipStatus,
    MembershipStatusChanged,
    RejectRequest,
    RestrictMember,
)
from commkit.members.kept_restrictions.tables import kept_restriction
from commkit.posts import CreateThread
from commkit.privacy import ErasePerson, ExportPerson
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_counters_hold, assert_refused, do, emitted_facts, member_id
from tests.sample import OWNER, create_community

START = datetime(2030, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
END = START + 10 * DAY
STATUSES = ("silenced", "suspended", "banned")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=["ada", "bob"])
    return clocked_kit


def erase_restricted(kit: Kit, status: Any, until: datetime | None = END, place: str = "town") -> None:
    """Restrict ada, who then erases herself."""
    do(kit, OWNER, place, RestrictMember(member_id(kit, "ada", place), status, "Enough.", until=until))
    do(kit, "ada", None, ErasePerson())


def kept(kit: Kit) -> int:
    with kit.database.engine.connect() as connection:
        return len(connection.execute(select(kept_restriction)).all())


def come_again(kit: Kit, place: str = "town") -> Membership:
    return do(kit, "ada", place, JoinCommunity())


@pytest.mark.parametrize("until", [END, None])
@pytest.mark.parametrize("status", STATUSES)
def test_the_restriction_holds_when_they_come_again(town: Kit, status: str, until: datetime | None) -> None:
    erase_restricted(town, status, until)
    again = come_again(town)
    assert (again.status, again.restricted_until, again.restriction_reason) == (status, until, "")
    assert again.is_current is (status != "banned")
    with assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", CreateThread(kind="question", title="Me again", body="x"))
    assert kept(town) == 0, "it stands in the membership now"
    assert_counters_hold(town, "town")


def test_control_who_was_not_restricted_is_active_again(town: Kit) -> None:
    do(town, "ada", None, ErasePerson())
    assert kept(town) == 0
    assert come_again(town).status is MembershipStatus.ACTIVE


def test_they_are_told_of_as_of_others(town: Kit) -> None:
    erase_restricted(town, "silenced")
    facts = emitted_facts(town, "ada", "town", JoinCommunity())
    ada = member_id(town, "ada")
    assert facts == [
        MemberJoined(member=ada, role="member"),
        MembershipStatusChanged(member=ada, status=MembershipStatus.SILENCED, reason="", until=END),
    ]


def test_who_was_banned_did_not_join(town: Kit) -> None:
    erase_restricted(town, "banned")
    assert [fact.name for fact in emitted_facts(town, "ada", "town", JoinCommunity())] == [
        "members.status_changed"
    ]
    with assert_refused(Denied, "runtime.not_permitted"):
        come_again(town)


def test_it_is_kept_until_it_ends_and_no_longer(town: Kit, clock: ManualClock) -> None:
    erase_restricted(town, "banned")
    clock.advance(9 * DAY)
    do(town, SYSTEM, "town", ExpireRestrictions())
    assert kept(town) == 1
    clock.advance(1 * DAY)
    do(town, SYSTEM, "town", ExpireRestrictions())
    assert kept(town) == 0


def test_it_does_not_hold_after_its_end(town: Kit, clock: ManualClock) -> None:
    erase_restricted(town, "banned")
    clock.advance(10 * DAY)
    assert come_again(town).status is MembershipStatus.ACTIVE, "though nothing has cleaned up yet"


def test_a_restriction_that_has_ended_is_not_kept(town: Kit, clock: ManualClock) -> None:
    do(town, OWNER, "town", RestrictMember(member_id(town, "ada"), "silenced", "Enough.", until=END))
    clock.advance(10 * DAY)
    do(town, "ada", None, ErasePerson())
    assert kept(town) == 0


def test_erasing_themselves_again_does_not_help(town: Kit) -> None:
    erase_restricted(town, "banned")
    come_again(town)
    do(town, "ada", None, ErasePerson())
    assert kept(town) == 1
    assert come_again(town).status is MembershipStatus.BANNED


def test_stewards_lift_it_as_any_other(town: Kit) -> None:
    erase_restricted(town, "banned")
    again = do(town, OWNER, "town", AddMember("ada"))
    assert again.status is MembershipStatus.BANNED
    do(town, OWNER, "town", LiftRestriction(again.id))
    assert come_again(town).status is MembershipStatus.ACTIVE


def test_it_does_not_hold_for_owners(town: Kit) -> None:
    erase_restricted(town, "suspended")
    assert do(town, OWNER, "town", AddMember("ada", role="owner")).status is MembershipStatus.ACTIVE
    assert kept(town) == 0


@pytest.fixture
def by_request(town: Kit) -> Kit:
    create_community(town, "club", join_policy=JoinPolicy.REQUEST)
    do(town, OWNER, "club", AddMember("ada"))
    return town


@pytest.mark.parametrize("status", ["silenced", "suspended"])
def test_it_holds_once_a_request_is_approved(by_request: Kit, status: str) -> None:
    erase_restricted(by_request, status, place="club")
    requested = come_again(by_request, "club")
    assert requested.status is MembershipStatus.REQUESTED
    do(by_request, OWNER, "club", RejectRequest(requested.id))
    assert come_again(by_request, "club").status is MembershipStatus.REQUESTED
    approved = do(by_request, OWNER, "club", ApproveRequest(requested.id))
    assert (approved.status, approved.restricted_until) == (status, END)
    assert kept(by_request) == 0
    assert_counters_hold(by_request, "club")


def test_who_is_banned_makes_no_request(by_request: Kit) -> None:
    erase_restricted(by_request, "banned", place="club")
    assert come_again(by_request, "club").status is MembershipStatus.BANNED


def test_it_holds_where_it_was_and_nowhere_else(by_request: Kit) -> None:
    erase_restricted(by_request, "banned", place="club")
    assert come_again(by_request).status is MembershipStatus.ACTIVE
    assert do(by_request, "bob", "club", JoinCommunity()).status is MembershipStatus.REQUESTED


def test_their_export_tells_of_it(town: Kit) -> None:
    erase_restricted(town, "banned")
    exported = ask(town, "ada", None, ExportPerson())
    with town.session(OWNER, "town") as session:
        community = session.community.id
    row = {"community_id": str(community), "status": "banned", "until": "2030-01-11T00:00:00Z"}
    assert exported.member is None
    assert exported.rows == {kept_restriction.name: (row,)}
    assert set(exported.purposes[kept_restriction.name]) == set(row)
    with assert_refused(NotFound, "privacy.person_not_found"):
        ask(town, "eve", None, ExportPerson())


def test_the_export_of_who_came_back_elsewhere_tells_of_it_too(by_request: Kit) -> None:
    erase_restricted(by_request, "banned", place="club")
    come_again(by_request)
    exported = ask(by_request, "ada", None, ExportPerson())
    assert exported.member == member_id(by_request, "ada")
    assert len(exported.rows[kept_restriction.name]) == 1
    assert {"commkit_member", "commkit_membership"} <= set(exported.rows)


def test_of_a_hash_nobody_tells_whom_it_is_of(town: Kit) -> None:
    erase_restricted(town, "banned")
    with town.database.engine.connect() as connection:
        ((hashed,),) = connection.execute(select(kept_restriction.c.user_hash)).all()
    assert len(bytes.fromhex(hashed)) == 32
    create_community(town, "other")
    do(town, OWNER, "other", AddMember("ada"))
    erase_restricted(town, "banned", place="other")
    with town.database.engine.connect() as connection:
        assert len({row.user_hash for row in connection.execute(select(kept_restriction))}) == 2
