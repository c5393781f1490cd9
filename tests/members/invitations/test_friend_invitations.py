"""Members bring in friends: never beyond the quota, by mail without a token at rest, and who brought whom is known."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Conflict, Kit, NotFound
from commkit.communities import UpdateSettings
from commkit.members import (
    AcceptInvitation,
    CreateInvitation,
    Invitation,
    InvitationEmailPurged,
    InvitationEmailRequested,
    InviteByEmail,
    InviteFriend,
    LeaveCommunity,
    ReadInvitationTree,
    invitation_email,
)
from commkit.members.invitations.tables import invitation
from commkit.members.jobs import IssueInvitationToken, PurgeInvitationEmail
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, create_community


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 15, tzinfo=UTC))


@pytest.fixture
def kit(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=("ada",))
    do(clocked_kit, OWNER, "town", UpdateSettings("members", {"invitations_per_month": 3}))
    return clocked_kit


def join_by(kit: Kit, inviter: str, newcomer: str) -> None:
    made = do(kit, inviter, "town", InviteFriend())
    assert made.token is not None
    do(kit, newcomer, None, AcceptInvitation(made.token))


def test_never_more_than_the_quota(kit: Kit, clock: ManualClock) -> None:
    results = run_concurrently(8, lambda _: do(kit, "ada", "town", InviteFriend()))
    assert sum(isinstance(result, Invitation) for result in results) == 3
    assert {one.code for one in results if isinstance(one, Conflict)} == {"members.invitation_quota_reached"}
    clock.advance(timedelta(days=31))
    assert do(kit, "ada", "town", InviteFriend()).token


def test_none_where_the_settings_say_so(kit: Kit) -> None:
    do(kit, OWNER, "town", UpdateSettings("members", {"invitations_per_month": 0}))
    with assert_unchanged(kit), assert_refused(Conflict, "members.invitation_quota_reached"):
        do(kit, "ada", "town", InviteFriend())
    assert do(kit, OWNER, "town", CreateInvitation()).token, "who may invite anyway needs no quota"


def test_a_friend_has_two_weeks_to_come(kit: Kit, clock: ManualClock) -> None:
    first, second = (do(kit, "ada", "town", InviteFriend()).token for _ in range(2))
    assert first is not None
    assert second is not None
    clock.advance(timedelta(days=14) - timedelta(microseconds=1))
    do(kit, "bob", None, AcceptInvitation(first))
    clock.advance(timedelta(microseconds=1))
    with assert_unchanged(kit), assert_refused(NotFound, "members.invitation_not_found"):
        do(kit, "cyd", None, AcceptInvitation(second))


def test_by_mail_there_is_no_token_until_it_is_sent(kit: Kit) -> None:
    with kit.session("ada", "town") as session:
        made = session.do(InviteByEmail("eve@example.com"))
        (asked, *_) = [fact for fact in session.facts if isinstance(fact, InvitationEmailRequested)]
    assert made.token is None
    assert asked.invitation == made.id
    with kit.session(SYSTEM, "town") as session:
        found_mail = invitation_email(context_of(session), made.id)
        assert found_mail is not None
        assert found_mail[0] == "eve@example.com"
        issued = session.do(IssueInvitationToken(made.id))
    assert issued.token is not None
    assert told_of(kit, made) == [InvitationEmailPurged(invitation=made.id, sent=True)]
    assert told_of(kit, made) == [], "once"
    with kit.database.engine.connect() as connection:
        rows = list(connection.execute(select(invitation.c.email, invitation.c.token_hash)))
    assert [mail for mail, _ in rows] == [None], "the address is forgotten"
    assert issued.token not in str(rows)
    with kit.session(SYSTEM, "town") as session:
        assert invitation_email(context_of(session), made.id) is None
    with assert_unchanged(kit), assert_refused(NotFound, "members.invitation_not_found"):
        do(kit, SYSTEM, "town", IssueInvitationToken(made.id))
    do(kit, "eve", None, AcceptInvitation(issued.token))


def told_of(kit: Kit, made: Invitation) -> list[Any]:
    return emitted_facts(kit, SYSTEM, "town", PurgeInvitationEmail(made.id))


def test_of_several_attempts_the_last_token_works(kit: Kit) -> None:
    made = do(kit, "ada", "town", InviteByEmail("eve@example.com"))
    first, last = (do(kit, SYSTEM, "town", IssueInvitationToken(made.id)).token for _ in range(2))
    assert first is not None
    assert last is not None
    with assert_unchanged(kit), assert_refused(NotFound, "members.invitation_not_found"):
        do(kit, "eve", None, AcceptInvitation(first))
    do(kit, "eve", None, AcceptInvitation(last))
    with assert_unchanged(kit), assert_refused(NotFound, "members.invitation_not_found"):
        do(kit, SYSTEM, "town", IssueInvitationToken(made.id))  # used; there is nothing to send any more


def test_an_address_is_kept_no_longer_than_the_invitation(kit: Kit, clock: ManualClock) -> None:
    made = do(kit, "ada", "town", InviteByEmail("eve@example.com"))
    clock.advance_to(made.expires_at - timedelta(seconds=1))
    kit.worker().drain()
    with kit.session(SYSTEM, "town") as session:
        assert invitation_email(context_of(session), made.id) is not None
    clock.advance_to(made.expires_at)
    kit.worker().drain()
    with kit.session(SYSTEM, "town") as session:
        assert invitation_email(context_of(session), made.id) is None


@pytest.mark.parametrize("mail", ["nonsense", "@example.com", "a@", "a@b@c"])
def test_what_is_no_address(kit: Kit, mail: str) -> None:
    with assert_unchanged(kit), assert_invalid(email="bad_email"):
        do(kit, "ada", "town", InviteByEmail(mail))


def test_the_tree_shows_who_invited_whom(kit: Kit) -> None:
    join_by(kit, "ada", "bob")
    join_by(kit, "ada", "cid")
    join_by(kit, "bob", "dan")
    with kit.session("ada", "town") as session:
        root = session.member
    tree = ask(kit, OWNER, "town", ReadInvitationTree(root))
    assert [(node.name, node.depth) for node in tree] == [("ada", 0), ("bob", 1), ("cid", 1), ("dan", 2)]
    assert tree[3].invited_by == tree[1].member
    do(kit, "cid", "town", LeaveCommunity())
    assert "cid" not in {node.name for node in ask(kit, OWNER, "town", ReadInvitationTree(root))}


def test_the_last_use_goes_to_one(kit: Kit) -> None:
    made = do(kit, "ada", "town", InviteFriend())
    assert made.token is not None
    token = made.token
    results = run_concurrently(6, lambda number: do(kit, f"new-{number}", None, AcceptInvitation(token)))
    assert sum(not isinstance(result, Exception) for result in results) == 1
