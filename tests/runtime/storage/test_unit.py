"""Units: what is kept when something in them fails, and when a session only reads."""

# ruff: noqa: PT012  # what is expected to fail is a whole unit

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from attrs import frozen
from psycopg.errors import ReadOnlySqlTransaction
from sqlalchemy import bindparam, insert, update

from commkit import (
    Command,
    Conflict,
    Context,
    Denied,
    Feature,
    Invalid,
    Kit,
    NotFound,
    Session,
    StorageFull,
)
from commkit.communities import Community, directory
from commkit.members import JoinCommunity, membership
from commkit.posts import CreateReply, CreateThread, ListThreads
from commkit.storage import statement
from commkit.testing.contexts import context_of
from tests.runtime.plugins import Rang, Ring, bell, club
from tests.runtime.rows import counts
from tests.sample import OWNER, create_community, new_kit


def ask_something(session: Session, title: str = "Why?") -> Any:
    return session.do(CreateThread(kind="question", title=title, body="I wonder."))


@frozen
class Stumble(Command[Community]):
    """Write, or not, then fail."""

    permission = "club.stumble"
    write: bool


def stumbling() -> Feature:
    feature = Feature("club.stumbling", grants={"member": {"club.stumble"}})

    @feature.handles(Stumble)
    def stumble(context: Context, command: Stumble) -> Community:
        if command.write:
            ask_something(context, "half")
        raise Conflict("club.stumbled", "It stumbled.")

    return feature


@pytest.fixture
def stumbling_kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, club(stumbling()))) as kit:
        create_community(kit, type="club")
        yield kit


def test_a_command_that_failed_half_way_and_was_swallowed_spoils_the_unit(stumbling_kit: Kit) -> None:
    before = counts(stumbling_kit)
    with (
        pytest.raises(Conflict) as caught,
        stumbling_kit.session(OWNER, "town") as session,
    ):
        ask_something(session)
        with pytest.raises(Conflict, match="stumbled"):
            session.do(Stumble(write=True))
        with pytest.raises(Conflict, match="open a new session"):
            ask_something(session)
        with pytest.raises(Conflict, match="open a new session"):
            session.ask(ListThreads())
    assert caught.value.code == "runtime.unit_failed"
    assert counts(stumbling_kit) == before


def test_a_command_that_was_refused_before_it_wrote_leaves_the_session_usable(stumbling_kit: Kit) -> None:
    before = counts(stumbling_kit)
    with stumbling_kit.session(OWNER, "town") as session:
        ask_something(session, "one")
        with pytest.raises(Conflict, match="stumbled"):
            session.do(Stumble(write=False))
        ask_something(session, "two")
    after = counts(stumbling_kit)
    assert (after["post"] - before["post"], after["outbox"] - before["outbox"]) == (2, 2)
    assert after["audit"] - before["audit"] == 2


def test_an_exception_of_the_caller_drops_everything(kit: Kit) -> None:
    create_community(kit)
    before = counts(kit)
    with pytest.raises(ZeroDivisionError), kit.session(OWNER, "town") as session:
        ask_something(session)
        raise ZeroDivisionError
    assert counts(kit) == before


@frozen
class TakeName(Command[Community]):
    """Take a slug that is taken already: the database refuses."""

    permission = "club.take"


def clumsy(*, swallow: bool) -> Feature:
    feature = Feature("club.clumsy", grants={"member": {"club.take"}})
    take = statement(insert(directory).values(slug=bindparam("slug"), community_id=bindparam("community_id")))

    @feature.handles(TakeName)
    def take_name(context: Context, command: TakeName) -> Community:
        try:
            context.run(take, slug="town")
        except Conflict:
            if not swallow:
                raise
        found_here: Community = context.community
        return found_here

    return feature


@pytest.mark.parametrize("swallow", [True, False])
def test_what_the_database_refused_is_never_committed_in_silence(url: str, swallow: bool) -> None:
    # PostgreSQL turns COMMIT into ROLLBACK after any error, without a word; what was done before would be gone.
    with closing(new_kit(url, club(clumsy(swallow=swallow)))) as kit:
        create_community(kit, type="club")
        before = counts(kit)
        with pytest.raises(Conflict) as caught, kit.session(OWNER, "town") as session:
            ask_something(session)
            with pytest.raises(Conflict):
                session.do(TakeName())
        assert caught.value.code == "runtime.unit_failed"
        assert counts(kit) == before


@contextmanager
def little_room(kit: Kit, pages: int) -> Iterator[None]:
    """Let the file grow by no more than so many pages."""
    raw = kit.database.engine.raw_connection()
    try:
        driver = raw.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        (size,) = driver.execute("PRAGMA page_count").fetchone()
        driver.execute(f"PRAGMA max_page_count = {size + pages}")
    finally:
        raw.close()
    yield


def test_a_full_disk_is_reported_and_nothing_is_kept(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    before = counts(sqlite_kit)
    with little_room(sqlite_kit, 20):
        with pytest.raises(StorageFull) as caught, sqlite_kit.session(OWNER, "town") as session:
            for number in range(100):
                session.do(CreateThread(kind="question", title=str(number), body="long " * 4_000))
        assert caught.value.code == "runtime.storage_full"
        assert counts(sqlite_kit) == before


def test_a_full_disk_that_the_caller_swallows_spoils_the_unit(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    before = counts(sqlite_kit)
    with (
        little_room(sqlite_kit, 20),
        pytest.raises(Conflict, match="half-way"),
        sqlite_kit.session(OWNER, "town") as session,
    ):
        ask_something(session)
        with pytest.raises(StorageFull):
            for number in range(100):
                session.do(CreateThread(kind="question", title=str(number), body="long " * 4_000))
    assert counts(sqlite_kit) == before


# --- sessions that only read ---------------------------------------------------------------------------------------


def test_a_session_that_only_reads_refuses_commands(kit: Kit) -> None:
    create_community(kit)
    before = counts(kit)
    with kit.session(OWNER, "town", read_only=True) as session:
        with pytest.raises(Denied) as caught:
            ask_something(session)
        assert session.ask(ListThreads()).items == ()
    assert caught.value.code == "runtime.read_only"
    assert counts(kit) == before


def test_readers_read_while_a_writer_holds_the_lock(kit: Kit) -> None:
    create_community(kit)
    with kit.session(OWNER, "town") as writer:
        ask_something(writer)
        with kit.session(OWNER, "town", read_only=True) as reader:
            assert reader.ask(ListThreads()).items == ()
    with kit.session(OWNER, "town", read_only=True) as reader:
        assert len(reader.ask(ListThreads()).items) == 1


@pytest.mark.postgres
def test_postgresql_itself_refuses_writes_of_a_session_that_only_reads(postgres_kit: Kit) -> None:
    add = statement(insert(directory).values(slug=bindparam("slug"), community_id=bindparam("community_id")))
    create_community(postgres_kit)
    with postgres_kit.session(OWNER, "town", read_only=True) as session:
        with pytest.raises(ReadOnlySqlTransaction):
            context_of(session).run(add, slug="elsewhere")
        context_of(
            session
        ).spoiled = False  # the transaction ends by the error; the test has seen what it came for
    # The connection goes back to the pool and writes again.
    with postgres_kit.session(OWNER, "town") as session:
        ask_something(session)


def test_a_replica_serves_those_who_only_read(sqlite_url: str, tmp_path: Any) -> None:
    with closing(new_kit(sqlite_url)) as kit:
        create_community(kit)
    shutil.copy(sqlite_url.removeprefix("sqlite:///"), tmp_path / "copy.db")
    with closing(new_kit(sqlite_url, replica=f"sqlite:///{tmp_path / 'copy.db'}")) as kit:
        with kit.session(OWNER, "town") as session:
            ask_something(session)
        with kit.session(OWNER, "town", read_only=True) as session:
            assert session.ask(ListThreads()).items == ()  # the copy is older
        with kit.session(OWNER, "town") as session:
            assert len(session.ask(ListThreads()).items) == 1


# --- places --------------------------------------------------------------------------------------------------------


def test_an_unknown_community_is_not_found_and_the_connection_is_given_back(kit: Kit) -> None:
    create_community(kit)
    for _ in range(30):  # more often than the pool has connections
        with pytest.raises(NotFound), kit.session(OWNER, "nowhere"):
            pass
    with kit.session(OWNER, "town") as session:
        ask_something(session)


def test_a_visitor_reads_and_does_not_write(kit: Kit) -> None:
    create_community(kit)
    with kit.session(OWNER, "town") as session:
        question = ask_something(session)
    with kit.session(None, "town") as session:
        assert [post.id for post in session.ask(ListThreads()).items] == [question.id]
        with pytest.raises(Denied):
            session.do(CreateReply(question.id, "I am nobody"))
        with pytest.raises(Denied, match="sign in"):
            session.do(JoinCommunity())


def test_in_memory_databases_work_alike() -> None:
    with closing(new_kit("sqlite://", club(bell()))) as kit:
        kit.migrate()
        create_community(kit, type="club", members=("ada",))
        heard: list[int] = []
        kit.on(Rang)(lambda fact: heard.append(fact.times))
        with kit.session("ada", "town") as session:
            session.do(Ring(3))
        with kit.session("ada", "town", read_only=True) as session:
            assert session.ask(ListThreads()).items == ()
        assert heard == [3]


def test_a_number_too_large_for_the_database_is_invalid(kit: Kit) -> None:
    create_community(kit)
    too_large = statement(update(membership).values(trust_level=bindparam("huge")))

    def write() -> None:
        with kit.session(OWNER, "town") as session:
            context_of(session).run(too_large, huge=2**70)

    with pytest.raises(Invalid) as caught:
        write()
    assert [error.code for error in caught.value.errors] == ["out_of_range"]
