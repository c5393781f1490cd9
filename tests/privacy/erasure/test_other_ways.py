"""After an erasure nothing of the person is committed by other ways than a session of theirs, either.

The host's own transaction, an async host, another process, plans that are due, what waits in the outbox, an import.
"""

import asyncio
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from uuid import UUID, uuid4

import pytest

from commkit import SYSTEM, Denied, Kit, Session
from commkit.aio import AsyncKit
from commkit.importers import ExternalMember, ImportMembers
from commkit.members import MembershipStatus, RestrictMember
from commkit.privacy import ErasePerson
from commkit.runtime.delivery import due_commands, scheduled_statements
from commkit.runtime.delivery.scheduled import schedule_command
from commkit.testing.contexts import context_of
from tests.helpers import assert_refused, do, member_id, wait_for_lock_waiter
from tests.privacy.erasure.person import KEY, THREAD, erasure, traces
from tests.runtime.processes import CONTEXT
from tests.sample import OWNER, create_community, new_kit

SOON = datetime.now(UTC) + timedelta(seconds=1)


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=(KEY,))
    return kit


def test_in_the_transaction_of_the_host(town: Kit) -> None:
    """Both sessions join one transaction, so that this is tried on SQLite, too."""
    with (
        closing(town.database.engine.connect()) as connection,
        connection.begin(),
        town.session(KEY, "town", connection=connection) as session,
    ):
        with town.session(SYSTEM, None, connection=connection) as lobby:
            lobby.do(ErasePerson(KEY))
        with assert_refused(Denied, "members.membership_changed"):
            session.do(THREAD)
    assert traces(town) == []


def test_a_session_of_the_person_that_fails_around_it_undoes_it_whole(town: Kit) -> None:
    """A joined session is one SAVEPOINT, with all that happens inside: the host learns it from the error."""
    before = traces(town)
    with (
        closing(town.database.engine.connect()) as connection,
        connection.begin(),
        assert_refused(Denied, "members.membership_changed"),
        town.session(KEY, "town", connection=connection) as session,
    ):
        with town.session(SYSTEM, None, connection=connection) as lobby:
            lobby.do(ErasePerson(KEY))
        session.do(THREAD)
    assert traces(town) == before != []


def test_in_an_async_host(town: Kit) -> None:
    def work(session: Session) -> None:
        erasing = erase()
        if not town.database.is_sqlite:
            erasing.result()
        session.do(THREAD)

    async def whole() -> None:
        async with AsyncKit(town) as akit:
            with suppress(Denied):
                await akit.transact(KEY, "town", work)

    with erasure(town) as erase:
        asyncio.run(whole())
    assert traces(town) == []


def write_when_told(url: str, folder: Path) -> str:
    """Open a session in another process, and write once the erasure has been asked for."""
    with closing(new_kit(url)) as kit:
        try:
            with kit.session(KEY, "town") as session:
                (folder / "open").touch()
                until = monotonic() + (1 if kit.database.is_sqlite else 30)
                while not (folder / "erased").exists() and monotonic() < until:
                    sleep(0.01)
                session.do(THREAD)
        except Denied as error:
            return error.code
        return "done"


@pytest.mark.slow
def test_in_another_process(town: Kit, url: str, tmp_path: Path) -> None:
    with CONTEXT.Pool(1) as pool:
        writing = pool.apply_async(write_when_told, (url, tmp_path))
        while not (tmp_path / "open").exists():
            sleep(0.01)
        do(town, SYSTEM, None, ErasePerson(KEY))  # on SQLite it waits for the other process
        (tmp_path / "erased").touch()
        code = writing.get(timeout=60)
    assert code == ("done" if town.database.is_sqlite else "members.membership_changed")
    assert traces(town) == []


@pytest.mark.parametrize("is_held", [False, True], ids=["due", "held by a worker"])
def test_plans_that_were_due(town: Kit, is_held: bool) -> None:
    with town.session(KEY, "town") as session:
        schedule_command(context_of(session), THREAD, at=SOON)
    while datetime.now(UTC) < SOON:
        sleep(0.01)
    with town.session(SYSTEM, "town", read_only=True) as session:
        (due,) = context_of(session).rows(
            scheduled_statements.DUE,
            now=datetime.now(UTC),
            after_due=datetime(2020, 1, 1, tzinfo=UTC),
            after_id=UUID(int=0),
            size=9,
        )
    do(town, SYSTEM, None, ErasePerson(KEY))
    if is_held:
        due_commands._do(town._composition, due)
    town.worker().drain()
    assert traces(town) == []


def test_what_waits_in_the_outbox(town: Kit) -> None:
    do(town, KEY, "town", THREAD)
    do(town, SYSTEM, None, ErasePerson(KEY))
    town.worker().drain()
    assert traces(town) == []


def people(*keys: str) -> ImportMembers:
    joined = datetime(2020, 1, 1, tzinfo=UTC)
    members = tuple(
        ExternalMember(external_id=f"{number}", key=key, name=key, joined_at=joined)
        for number, key in enumerate(keys)
    )
    return ImportMembers("test", uuid4(), members)


def test_an_import_that_found_the_account(town: Kit) -> None:
    """The import finds the account of a member of another town; the erasure waits for it, and takes all of it away."""
    create_community(town, "village")
    with erasure(town) as erase, town.session(SYSTEM, "village") as session:
        session.do(people(KEY))
        erasing = erase()
        if not town.database.is_sqlite:
            wait_for_lock_waiter(town)
        assert not erasing.done()
    assert traces(town) == []


def test_an_import_does_not_end_a_ban(town: Kit) -> None:
    do(town, OWNER, "town", RestrictMember(member_id(town, KEY), "banned", "Enough."))
    do(town, SYSTEM, None, ErasePerson(KEY))
    do(town, SYSTEM, "town", people(KEY, "user:new"))
    with town.session(KEY, "town", read_only=True) as session:
        assert session.membership is not None
        assert session.membership.status is MembershipStatus.BANNED
        assert session.community.member_count == 2
    with assert_refused(Denied, "runtime.not_permitted"):
        do(town, KEY, "town", THREAD)


def test_control_without_the_erasure_it_is_found(town: Kit) -> None:
    do(town, KEY, "town", THREAD)
    assert [line for line in traces(town) if "commkit_post" in line]
