"""A token for a friend's mail is made only while the invitation still holds, whatever the worker is late with."""

from datetime import UTC, datetime, timedelta

import pytest

from commkit import SYSTEM, Kit, NotFound
from commkit.communities import UpdateSettings
from commkit.members import (
    AcceptInvitation,
    Invitation,
    InviteByEmail,
    invitation_email,
)
from commkit.members.jobs import IssueInvitationToken
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import assert_refused, assert_unchanged, do
from tests.sample import OWNER, create_community


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 15, tzinfo=UTC))


@pytest.fixture
def kit(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=("ada",))
    do(clocked_kit, OWNER, "town", UpdateSettings("members", {"invitations_per_month": 3}))
    return clocked_kit


@pytest.fixture
def invited(kit: Kit) -> Invitation:
    return do(kit, "ada", "town", InviteByEmail("eve@example.com"))


def test_no_token_is_made_of_an_invitation_that_has_expired(
    kit: Kit, invited: Invitation, clock: ManualClock
) -> None:
    clock.advance_to(invited.expires_at)
    with kit.session(SYSTEM, "town") as session:  # no worker has come by: the address is still there
        assert invitation_email(context_of(session), invited.id) is not None
    with assert_unchanged(kit), assert_refused(NotFound, "members.invitation_not_found"):
        do(kit, SYSTEM, "town", IssueInvitationToken(invited.id))


def test_a_token_is_made_up_to_the_last_moment(kit: Kit, invited: Invitation, clock: ManualClock) -> None:
    clock.advance_to(invited.expires_at - timedelta(microseconds=1))
    issued = do(kit, SYSTEM, "town", IssueInvitationToken(invited.id))
    assert issued.token is not None
    do(kit, "eve", None, AcceptInvitation(issued.token))


def test_a_token_that_was_made_in_time_opens_nothing_later(
    kit: Kit, invited: Invitation, clock: ManualClock
) -> None:
    issued = do(kit, SYSTEM, "town", IssueInvitationToken(invited.id))
    assert issued.token is not None
    clock.advance_to(invited.expires_at)
    with assert_unchanged(kit), assert_refused(NotFound, "members.invitation_not_found"):
        do(kit, "eve", None, AcceptInvitation(issued.token))
