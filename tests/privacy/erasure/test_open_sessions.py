"""Once a person is erased, nothing of theirs is committed any more: not by a session that was open, not by one waiting.

On PostgreSQL the erasure commits while the session is open, and the session's command is refused. On SQLite a writing
session is alone: the erasure waits for it, and takes away what it committed. Either way nothing is left.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from commkit import SYSTEM, Command, Denied, Kit
from commkit.communities import CreateCommunity
from commkit.members import AcceptInvitation, CreateInvitation, JoinCommunity, RefreshProfile, actor_lock
from commkit.privacy import ErasePerson
from commkit.runtime.sessions.context import Context
from tests.helpers import assert_refused, do, wait_for_lock_waiter
from tests.privacy.erasure.person import KEY, THREAD, erasure, traces
from tests.sample import OWNER, REVIEW_ON, create_community

HAMLET = CreateCommunity(
    "hamlet", type="forum", title="Hamlet", purpose="To be.", care_hours=1, review_on=REVIEW_ON
)


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=(KEY,))
    create_community(kit, "village")
    return kit


def invitation(kit: Kit) -> AcceptInvitation:
    return AcceptInvitation(do(kit, OWNER, "village", CreateInvitation()).token or "")


COMMANDS: dict[str, tuple[str | None, Callable[[Kit], Command[Any]]]] = {
    "writes in a community": ("town", lambda kit: THREAD),
    "looks its profile up": ("town", lambda kit: RefreshProfile()),
    "creates a community": (None, lambda kit: HAMLET),
    "accepts an invitation": (None, invitation),
}


@pytest.mark.parametrize("what", COMMANDS)
def test_a_session_that_was_open_commits_nothing_afterwards(town: Kit, what: str) -> None:
    place, make = COMMANDS[what]
    command = make(town)
    assert traces(town), "the canary was planted"
    with erasure(town) as erase, suppress(Denied), town.session(KEY, place) as session:
        erasing = erase()
        if not town.database.is_sqlite:
            erasing.result()
        session.do(command)
    assert traces(town) == []


@pytest.mark.parametrize("what", COMMANDS)
def test_what_was_written_but_not_committed_is_erased_too(town: Kit, what: str) -> None:
    """The erasure waits for the session's commit, and finds what it brought."""
    place, make = COMMANDS[what]
    command = make(town)
    with erasure(town) as erase, town.session(KEY, place) as session:
        session.do(command)
        erasing = erase()
        if not town.database.is_sqlite:
            wait_for_lock_waiter(town)
        assert not erasing.done()
    assert traces(town) == []


def test_a_visitor_elsewhere_who_joins_while_they_are_erased_is_erased_or_somebody_new(town: Kit) -> None:
    with erasure(town) as erase, town.session(KEY, "village") as session:
        session.do(JoinCommunity())
        erase()
        if not town.database.is_sqlite:
            wait_for_lock_waiter(town)
    assert traces(town) == []


@pytest.mark.postgres  # on SQLite the session is alone
@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("writes in a community", "members.membership_changed"),
        ("looks its profile up", "members.membership_changed"),
        ("creates a community", "members.account_changed"),
        ("accepts an invitation", "members.account_changed"),
    ],
)
def test_it_is_refused_with_what_changed(postgres_kit: Kit, what: str, code: str) -> None:
    create_community(postgres_kit, members=(KEY,))
    create_community(postgres_kit, "village")
    place, make = COMMANDS[what]
    command = make(postgres_kit)
    with assert_refused(Denied, code), postgres_kit.session(KEY, place) as session:
        do(postgres_kit, SYSTEM, None, ErasePerson(KEY))
        session.do(command)


def _forget_account(context: Context, name: str, value: Any) -> None:
    object.__setattr__(context, name, None if name == "origin_member" else value)


@pytest.mark.postgres
@pytest.mark.parametrize("what", ["writes in a community", "creates a community"])
def test_control_without_the_locks_it_is_committed(
    postgres_kit: Kit, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(actor_lock, "_statement_for", lambda context, *, when_archived: actor_lock.ADD)
    monkeypatch.setattr(Context, "__setattr__", _forget_account, raising=False)
    create_community(postgres_kit, members=(KEY,))
    place, make = COMMANDS[what]
    with postgres_kit.session(KEY, place) as session:
        do(postgres_kit, SYSTEM, None, ErasePerson(KEY))
        session.do(make(postgres_kit))
    assert traces(postgres_kit) != []
