"""The maker of an invitation must still be allowed to make it when somebody accepts it, on both databases."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Command, Kit, MemberId, NotFound
from commkit.communities import JoinPolicy, UpdateSettings
from commkit.members import (
    AcceptInvitation,
    AddMember,
    AssignRole,
    CreateInvitation,
    InviteByEmail,
    InviteFriend,
    LeaveCommunity,
    LiftRestriction,
    RestrictMember,
    membership,
)
from commkit.members.invitations import handlers, queries
from commkit.members.jobs import IssueInvitationToken
from commkit.members.records import Membership
from commkit.privacy import ErasePerson
from commkit.storage import statement
from commkit.testing.clock import ManualClock
from tests.helpers import assert_refused, assert_unchanged, do, wait_for_lock_waiter
from tests.sample import OWNER, create_community

START = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(clocked_kit: Kit) -> Kit:
    """A community with the steward `eve`, the second owner `olga` and the member `ada`, who all may invite."""
    create_community(clocked_kit, members=["ada"], join_policy=JoinPolicy.OPEN)
    do(clocked_kit, OWNER, "town", AddMember("eve", role="steward"))
    do(clocked_kit, OWNER, "town", AddMember("olga", role="owner"))
    do(clocked_kit, OWNER, "town", UpdateSettings("members", {"invitations_per_month": 100}))
    return clocked_kit


def member(kit: Kit, key: str) -> MemberId:
    with kit.session(key, "town", read_only=True) as session:
        return session.member


def token_of(kit: Kit, maker: Any, command: Command[Any]) -> str:
    """The token of an invitation; one by mail gets it from the worker's command."""
    made = do(kit, maker, "town", command)
    return made.token or do(kit, SYSTEM, "town", IssueInvitationToken(made.id)).token or ""


def demote(kit: Kit, key: str) -> None:
    do(kit, OWNER, "town", AssignRole(member(kit, key), "member"))


def restrict(status: str) -> Callable[[Kit, str], Any]:
    return lambda kit, key: do(kit, OWNER, "town", RestrictMember(member(kit, key), status, "Enough."))  # type: ignore[arg-type]


LOSSES: dict[str, Callable[[Kit, str], Any]] = {
    "silenced": restrict("silenced"),
    "suspended": restrict("suspended"),
    "banned": restrict("banned"),
    "left": lambda kit, key: do(kit, key, "town", LeaveCommunity()),
    "erased": lambda kit, key: do(kit, SYSTEM, None, ErasePerson(key)),
}
INVITATIONS = {
    "by a steward": ("eve", CreateInvitation(max_uses=5)),
    "by a steward's mail": ("eve", InviteByEmail("zoe@example.com")),
    "by a member": ("ada", InviteFriend()),
    "by a member's mail": ("ada", InviteByEmail("zoe@example.com")),
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("kind", INVITATIONS)
def test_an_invitation_is_not_valid_when_its_maker_may_not_invite(town: Kit, kind: str, loss: str) -> None:
    maker, command = INVITATIONS[kind]
    token = token_of(town, maker, command)
    LOSSES[loss](town, maker)
    with assert_unchanged(town), assert_refused(NotFound, "members.invitation_not_found"):
        do(town, "zoe", None, AcceptInvitation(token))


@pytest.mark.parametrize("kind", INVITATIONS)
def test_the_control_lets_them_in(town: Kit, kind: str) -> None:
    token = token_of(town, *INVITATIONS[kind])
    assert do(town, "zoe", None, AcceptInvitation(token)).role == "member"


@pytest.mark.parametrize(
    "command", [CreateInvitation(), InviteByEmail("zoe@example.com")], ids=["link", "mail"]
)
def test_a_steward_who_was_demoted_backs_no_steward_invitation(town: Kit, command: Command[Any]) -> None:
    """A member may invite friends within a quota, but this invitation was made without one."""
    token = token_of(town, "eve", command)
    friends = token_of(town, "eve", InviteFriend())
    demote(town, "eve")
    with assert_unchanged(town), assert_refused(NotFound, "members.invitation_not_found"):
        do(town, "zoe", None, AcceptInvitation(token))
    do(town, "zoe", None, AcceptInvitation(friends))
    do(town, OWNER, "town", AssignRole(member(town, "eve"), "steward"))
    do(town, "zed", None, AcceptInvitation(token))


def test_a_maker_who_may_invite_but_not_give_the_role_backs_members_only(town: Kit) -> None:
    tokens = {
        role: token_of(town, "olga", CreateInvitation(role=role)) for role in ("owner", "steward", "member")
    }
    do(town, OWNER, "town", AssignRole(member(town, "olga"), "steward"))
    for role in ("owner", "steward"):
        with assert_unchanged(town), assert_refused(NotFound, "members.invitation_not_found"):
            do(town, "zoe", None, AcceptInvitation(tokens[role]))
    assert do(town, "zoe", None, AcceptInvitation(tokens["member"])).role == "member"


def test_what_the_host_made_holds_whatever_happens(town: Kit) -> None:
    tokens = [
        token_of(town, SYSTEM, CreateInvitation(role="owner")),
        token_of(town, SYSTEM, InviteByEmail("zoe@example.com")),
    ]
    for key in ("eve", "olga"):
        demote(town, key)
    roles = [do(town, f"zoe {n}", None, AcceptInvitation(token)).role for n, token in enumerate(tokens)]
    assert roles == ["owner", "member"]


def test_it_is_valid_again_when_the_restriction_ends(town: Kit, clock: ManualClock) -> None:
    first, second = (token_of(town, "ada", InviteFriend()) for _ in range(2))
    ada = member(town, "ada")
    do(town, OWNER, "town", RestrictMember(ada, "silenced", "Loud.", until=START + timedelta(days=1)))
    with assert_unchanged(town), assert_refused(NotFound, "members.invitation_not_found"):
        do(town, "zoe", None, AcceptInvitation(first))
    clock.advance(timedelta(days=1))
    do(town, "zoe", None, AcceptInvitation(first))
    do(town, OWNER, "town", RestrictMember(ada, "silenced", "Loud."))
    do(town, OWNER, "town", LiftRestriction(ada))
    do(town, "zed", None, AcceptInvitation(second))


@pytest.mark.parametrize("loss", LOSSES)
def test_no_token_is_issued_for_a_mail_that_nobody_backs(town: Kit, loss: str) -> None:
    made = do(town, "ada", "town", InviteByEmail("zoe@example.com"))
    LOSSES[loss](town, "ada")
    with assert_unchanged(town), assert_refused(NotFound, "members.invitation_not_found"):
        do(town, SYSTEM, "town", IssueInvitationToken(made.id))


def test_no_token_is_issued_for_the_mail_of_a_steward_who_was_demoted(town: Kit) -> None:
    made = do(town, "eve", "town", InviteByEmail("zoe@example.com"))
    demote(town, "eve")
    with assert_unchanged(town), assert_refused(NotFound, "members.invitation_not_found"):
        do(town, SYSTEM, "town", IssueInvitationToken(made.id))


def test_a_demotion_that_commits_first_counts(town: Kit) -> None:
    """Accepting waits for a demotion that is not committed yet, and then sees it."""
    token, eve = token_of(town, "eve", CreateInvitation()), member(town, "eve")
    with ThreadPoolExecutor(1) as pool:
        with town.session(OWNER, "town") as session:
            session.do(AssignRole(eve, "member"))
            accepting = pool.submit(do, town, "zoe", None, AcceptInvitation(token))
            if not town.database.is_sqlite:
                wait_for_lock_waiter(town)
        with assert_refused(NotFound, "members.invitation_not_found"):
            accepting.result()


@pytest.fixture
def pg_town(postgres_kit: Kit) -> Kit:
    create_community(postgres_kit)
    do(postgres_kit, OWNER, "town", AddMember("eve", role="steward"))
    return postgres_kit


def before_enrolling(monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> None:
    """Do something after the maker was checked, and before the member is added."""
    enroll = handlers.enroll_member

    def patched(*args: Any, **kwargs: Any) -> Membership:
        work()
        return enroll(*args, **kwargs)

    monkeypatch.setattr(handlers, "enroll_member", patched)


@pytest.mark.postgres  # on SQLite there is one writer at a time
def test_a_demotion_that_comes_later_waits(pg_town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    token, eve = token_of(pg_town, "eve", CreateInvitation()), member(pg_town, "eve")
    demoting: list[Future[Any]] = []
    with ThreadPoolExecutor(1) as pool:

        def start() -> None:
            demoting.append(pool.submit(do, pg_town, OWNER, "town", AssignRole(eve, "member")))
            wait_for_lock_waiter(pg_town)
            assert not demoting[0].done()

        before_enrolling(monkeypatch, start)
        do(pg_town, "zoe", None, AcceptInvitation(token))
        assert demoting[0].result().role == "member"


@pytest.mark.postgres
def test_control_without_the_lock_a_demoted_maker_lets_somebody_in(
    pg_town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked = queries.SHARE.construct.with_for_update(read=True, key_share=True, of=membership)
    monkeypatch.setattr(queries, "SHARE", statement(unlocked, into=Membership))
    token, eve = token_of(pg_town, "eve", CreateInvitation()), member(pg_town, "eve")
    before_enrolling(monkeypatch, lambda: do(pg_town, OWNER, "town", AssignRole(eve, "member")))
    do(pg_town, "zoe", None, AcceptInvitation(token))
    with pg_town.session("eve", "town") as session:
        assert session.role == "member"
