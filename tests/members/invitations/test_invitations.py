"""Invitations: a token that is told once and kept hashed, and whose last use goes to one person."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from commkit import SYSTEM, CommkitError, Conflict, Denied, Invalid, Kit, NotFound
from commkit.communities import ArchiveCommunity, JoinPolicy, ReadCommunity, Visibility
from commkit.members import (
    AcceptInvitation,
    AddMember,
    CreateInvitation,
    InvitationCreated,
    InvitationId,
    ListInvitations,
    MemberJoined,
    RestrictMember,
    RevokeInvitation,
)
from commkit.members.invitations.tables import invitation
from commkit.testing.clock import ManualClock
from commkit.testing.snapshots import snapshot
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    result_or_error,
    run_concurrently,
)
from tests.sample import OWNER, create_community

START = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, join_policy=JoinPolicy.INVITE)
    return clocked_kit


def invite(kit: Kit, **fields: object) -> tuple[InvitationId, str]:
    made = do(kit, OWNER, "town", CreateInvitation(**fields))  # type: ignore[arg-type]  # by name
    assert made.token is not None
    return made.id, made.token


def test_an_invitation_lets_one_in(town: Kit) -> None:
    assert emitted_facts(town, OWNER, "town", CreateInvitation(max_uses=3)) == [
        InvitationCreated(role="member", max_uses=3)
    ]
    _, token = invite(town)
    (fact,) = emitted_facts(town, "ada", None, AcceptInvitation(token))
    with town.session("ada", "town") as session:
        mine = session.membership
    with town.session(OWNER, "town") as session:
        assert mine.invited_by == session.member
    assert fact == MemberJoined(member=mine.id, role="member")
    assert_counters_hold(town, "town")


def test_stewards_see_which_invitations_are_open(town: Kit, clock: ManualClock) -> None:
    first, _ = invite(town, max_uses=2)
    revoked, _ = invite(town)
    last, used_up = invite(town)
    kept, _ = invite(town, duration=timedelta(days=30))
    do(town, OWNER, "town", RevokeInvitation(revoked))
    do(town, "ada", None, AcceptInvitation(used_up))
    seen = ask(town, OWNER, "town", ListInvitations())
    assert [invitation.id for invitation in seen] == [kept, first]
    assert {invitation.token for invitation in seen} == {None}
    clock.advance(timedelta(days=8))
    assert [invitation.id for invitation in ask(town, OWNER, "town", ListInvitations())] == [kept]
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(town, "ada", "town", ListInvitations())
    assert last not in {invitation.id for invitation in seen}


def test_an_invitation_can_give_a_role(town: Kit) -> None:
    _, token = invite(town, role="steward")
    assert do(town, "eve", None, AcceptInvitation(token)).role == "steward"
    with assert_unchanged(town), assert_refused(Denied, "members.role_too_high"):
        do(town, "eve", "town", CreateInvitation(role="steward"))
    do(town, "eve", "town", CreateInvitation())
    do(town, OWNER, "town", AddMember("ada"))
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", CreateInvitation())


def test_all_faults_of_an_invitation_are_listed(town: Kit) -> None:
    with (
        assert_unchanged(town),
        assert_invalid(role="unknown_role", max_uses="out_of_range", duration="out_of_range"),
    ):
        do(town, OWNER, "town", CreateInvitation(role="emperor", max_uses=0, duration=timedelta(days=91)))
    for command in (
        CreateInvitation(max_uses=2**80),
        CreateInvitation(duration=timedelta.max),
        CreateInvitation(duration=timedelta(0)),
    ):
        with assert_unchanged(town), assert_refused(Invalid, "runtime.invalid"):
            do(town, OWNER, "town", command)


def test_every_invalid_invitation_is_the_same_error(town: Kit, clock: ManualClock) -> None:
    _, used_up = invite(town)
    do(town, "first", None, AcceptInvitation(used_up))
    revoked_id, revoked = invite(town)
    do(town, OWNER, "town", RevokeInvitation(revoked_id))
    _, expired = invite(town, duration=timedelta(hours=1))
    clock.advance(timedelta(hours=1))
    real = invite(town)[1]
    foreign = real[:4] + ("A" if real[4] != "A" else "B") + real[5:]
    wrong = real[:-4] + ("AAAA" if not real.endswith("AAAA") else "BBBB")
    answers = set()
    for token in (
        used_up,
        revoked,
        expired,
        foreign,
        wrong,
        "x",
        "!",
        "A" * 54,
        "ä" * 40,
        "A" * 200,
        real + "A",
    ):
        with assert_unchanged(town):
            answers.add(result_or_error(lambda: do(town, "ada", None, AcceptInvitation(token))))  # noqa: B023
    ((kind, code, _),) = answers
    assert (kind, code) == (NotFound, "members.invitation_not_found")
    do(town, "ada", None, AcceptInvitation(real))


def test_revoking_twice_or_elsewhere_finds_nothing(town: Kit) -> None:
    create_community(town, "other")
    id, token = invite(town)
    for place, wanted in (("other", id), ("town", InvitationId(uuid4()))):
        with assert_unchanged(town), assert_refused(NotFound, "members.invitation_not_found"):
            do(town, OWNER, place, RevokeInvitation(wanted))
    do(town, OWNER, "town", RevokeInvitation(id))
    with assert_unchanged(town), assert_refused(NotFound, "members.invitation_not_found"):
        do(town, OWNER, "town", RevokeInvitation(id))
    with assert_unchanged(town), assert_refused(NotFound, "members.invitation_not_found"):
        do(town, "ada", None, AcceptInvitation(token))


def test_who_is_in_or_banned_uses_nothing_up(town: Kit) -> None:
    _, token = invite(town, max_uses=1)
    with assert_unchanged(town), assert_refused(Conflict, "members.already_member"):
        do(town, OWNER, None, AcceptInvitation(token))
    banned = do(town, OWNER, "town", AddMember("eve")).id
    do(town, OWNER, "town", RestrictMember(banned, "banned", "Spam."))
    with assert_unchanged(town), assert_refused(Conflict, "members.already_member"):
        do(town, "eve", None, AcceptInvitation(token))
    for nobody in (None, SYSTEM):
        with assert_unchanged(town), assert_refused(Denied, "members.sign_in_required"):
            do(town, nobody, None, AcceptInvitation(token))
    do(town, "ada", None, AcceptInvitation(token))


def test_an_archive_takes_nobody_in(town: Kit) -> None:
    _, token = invite(town)
    do(town, OWNER, "town", ArchiveCommunity("Over."))
    with assert_unchanged(town), assert_refused(Denied, "communities.archived"):
        do(town, "ada", None, AcceptInvitation(token))


def test_a_secret_community_opens_by_invitation_only(kit: Kit) -> None:
    create_community(kit, visibility=Visibility.SECRET, join_policy=JoinPolicy.INVITE)
    _, token = invite(kit)
    with assert_refused(NotFound, "communities.not_found"):
        ask(kit, "ada", "town", ReadCommunity())
    do(kit, "ada", None, AcceptInvitation(token))
    assert ask(kit, "ada", "town", ReadCommunity()).slug == "town"


def test_the_token_is_nowhere_in_the_database(town: Kit) -> None:
    _, token = invite(town)
    with pytest.raises(CommkitError):
        do(town, OWNER, None, AcceptInvitation(token))
    do(town, "ada", None, AcceptInvitation(token))
    rows = repr(snapshot(town))
    assert "ada" in rows
    assert token not in rows
    if town.database.is_sqlite:
        file = Path(str(town.database.url.database))
        raw = b"".join(part.read_bytes() for part in file.parent.glob(file.name + "*"))
        assert b"members.invitation_created" in raw
        assert token.encode() not in raw


def test_the_last_use_goes_to_one_of_twenty(town: Kit) -> None:
    _, token = invite(town, max_uses=1)
    results = run_concurrently(20, lambda n: do(town, f"user {n}", None, AcceptInvitation(token)))
    errors = [result.code for result in results if isinstance(result, CommkitError)]
    assert errors == ["members.invitation_not_found"] * 19
    assert ask(town, OWNER, "town", ReadCommunity()).member_count == 2
    assert_counters_hold(town, "town")


def test_looking_first_and_using_later_lets_all_twenty_in(town: Kit) -> None:
    """The control: the same twenty, where the limit is read first and written afterwards."""
    invite(town, max_uses=1)
    engine = town.database.engine
    uses = select(invitation.c.uses_left)

    def look(_: int) -> int:
        with engine.connect() as connection:
            return int(connection.execute(uses).scalar_one())

    def use(left: int) -> bool:
        if left < 1:
            return False
        with engine.begin() as connection:
            connection.execute(update(invitation).values(uses_left=left - 1))
        return True

    seen = run_concurrently(20, look)
    assert sum(use(left) for left in seen if isinstance(left, int)) == 20
