"""Who is demoted while a session of theirs is open decides about nobody any more."""

import pytest

from commkit import Denied, Kit
from commkit.members import (
    AddMember,
    AssignRole,
    LiftRestriction,
    MembershipStatus,
    ReadMember,
    RestrictMember,
    actor_lock,
)
from commkit.runtime.model.ids import MemberId
from tests.helpers import ask, assert_refused, do
from tests.sample import OWNER, create_community

pytestmark = (
    pytest.mark.postgres
)  # on SQLite there is one writer at a time, and a session that began to write is it


@pytest.fixture
def town(postgres_kit: Kit) -> Kit:
    create_community(postgres_kit, members=["ada"])
    do(postgres_kit, OWNER, "town", AddMember("eve", role="owner"))
    return postgres_kit


def member(kit: Kit, key: str) -> MemberId:
    with kit.session(key, "town", read_only=True) as session:
        return session.member


@pytest.mark.parametrize("action", ["restrict", "lift", "assign_role"])
def test_who_was_demoted_in_the_meantime_decides_about_nobody(town: Kit, action: str) -> None:
    ada, eve = member(town, "ada"), member(town, "eve")
    if action == "lift":
        do(town, OWNER, "town", RestrictMember(ada, "silenced", reason="x"))
    before = ask(town, OWNER, "town", ReadMember(ada))
    command = {
        "restrict": RestrictMember(ada, "suspended", reason="x"),
        "lift": LiftRestriction(ada),
        "assign_role": AssignRole(ada, "steward"),
    }[action]
    with assert_refused(Denied, "members.membership_changed"), town.session("eve", "town") as session:
        do(town, OWNER, "town", AssignRole(eve, "member"))
        session.do(command)
    assert ask(town, OWNER, "town", ReadMember(ada)) == before


def test_an_owner_may_still_step_down(town: Kit) -> None:
    eve = member(town, "eve")
    assert do(town, "eve", "town", AssignRole(eve, "member")).role == "member"


def test_control_without_the_lock_it_would_be_done(town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actor_lock, "_statement_for", lambda context, *, when_archived: actor_lock.ADD)
    ada, eve = member(town, "ada"), member(town, "eve")
    with town.session("eve", "town") as session:
        do(town, OWNER, "town", AssignRole(eve, "member"))
        session.do(RestrictMember(ada, "suspended", reason="x"))
    assert ask(town, OWNER, "town", ReadMember(ada)).status is MembershipStatus.SUSPENDED
