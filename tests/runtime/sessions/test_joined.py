"""Sessions that join the host's own open transaction: the host decides what is kept."""

# ruff: noqa: PT012  # what is expected to fail is a whole unit

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, cast

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text

from commkit import Conflict, Context, Feature, Kit, PluginError
from commkit.communities import Community, CreateCommunity
from commkit.members import JoinCommunity
from commkit.posts import CreateReply, CreateThread, FirstPostCreated, ListThreads, PostCreated
from tests.runtime.plugins import Rang, Ring, bell, club
from tests.runtime.rows import counts
from tests.sample import OWNER, REVIEW_ON, create_community, new_kit

QUESTION = CreateThread(kind="question", title="Why?", body="I wonder.")
TAKEN = CreateCommunity("town", "club", "Town", "To live.", care_hours=4, review_on=REVIEW_ON)
FREE = CreateCommunity("city", "club", "City", "To live.", care_hours=4, review_on=REVIEW_ON)


@pytest.fixture
def club_kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, club(bell(), angry()))) as kit:
        create_community(kit, type="club")
        yield kit


def angry() -> Any:
    feature = Feature("club.angry")

    @feature.reacts_to(Rang)
    def object_to_it(context: Context, fact: Rang) -> None:
        if fact.times > 1:
            context.do(QUESTION)
            raise ValueError("boom")

    return feature


@pytest.fixture(params=["the library's engine", "the host's own engine"])
def host(request: pytest.FixtureRequest, club_kit: Kit) -> Iterator[Engine]:
    """An engine of the host, with a table of the host's own."""
    if request.param == "the library's engine":
        engine = club_kit.database.engine
    else:
        engine = create_engine(club_kit.database.url)
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE orders (name TEXT)"))
        connection.commit()
    yield engine
    engine.dispose()


def order(connection: Connection, name: str) -> None:
    connection.execute(text("INSERT INTO orders VALUES (:name)"), {"name": name})


def orders(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [name for (name,) in connection.execute(text("SELECT name FROM orders ORDER BY name"))]


def test_the_hosts_commit_keeps_both(club_kit: Kit, host: Engine) -> None:
    before = counts(club_kit)
    with host.connect() as connection:
        order(connection, "tea")
        with club_kit.session(OWNER, "town", connection=connection) as session:
            post = session.do(QUESTION)
        assert connection.in_transaction()
        connection.commit()
    assert orders(host) == ["tea"]
    after = counts(club_kit)
    assert {n: after[n] - before[n] for n in ("post", "outbox", "audit")} == {
        "post": 1,
        "outbox": 1,
        "audit": 1,
    }
    with club_kit.session(OWNER, "town") as session:
        assert session.ask(ListThreads()).items == (post,)


@pytest.mark.parametrize("first", ["host", "library"])
def test_the_hosts_rollback_undoes_both(club_kit: Kit, host: Engine, first: str) -> None:
    before = counts(club_kit)
    with host.connect() as connection:
        if first == "host":
            order(connection, "tea")
        with club_kit.session(OWNER, "town", connection=connection) as session:
            session.do(QUESTION)
            session.do(QUESTION)
        order(connection, "cake")
        connection.rollback()
    assert counts(club_kit) == before
    assert orders(host) == []


def test_a_host_that_closes_without_a_commit_keeps_nothing(club_kit: Kit, host: Engine) -> None:
    before = counts(club_kit)
    with host.connect() as connection, club_kit.session(OWNER, "town", connection=connection) as session:
        session.do(QUESTION)
    assert counts(club_kit) == before


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_a_host_that_ends_its_transaction_inside_is_told(club_kit: Kit, host: Engine, end: str) -> None:
    before = counts(club_kit)
    with (
        host.connect() as connection,
        pytest.raises(Conflict, match="commit or roll back after the `with` block"),
        club_kit.session(OWNER, "town", connection=connection) as session,
    ):
        session.do(QUESTION)
        getattr(connection, end)()
    assert counts(club_kit)["post"] - before["post"] == (end == "commit")


def test_nobody_else_sees_it_before_the_host_commits(club_kit: Kit, host: Engine) -> None:
    with host.begin() as connection:
        with club_kit.session(OWNER, "town", connection=connection) as session:
            session.do(QUESTION)
        with club_kit.session(OWNER, "town", read_only=True) as reader:
            assert reader.ask(ListThreads()).items == ()
    with club_kit.session(OWNER, "town", read_only=True) as reader:
        assert len(reader.ask(ListThreads()).items) == 1


def test_a_session_that_fails_leaves_the_hosts_work_and_nothing_of_its_own(
    club_kit: Kit, host: Engine
) -> None:
    before = counts(club_kit)
    with host.connect() as connection:
        order(connection, "tea")
        with pytest.raises(PluginError), club_kit.session(OWNER, "town", connection=connection) as session:
            session.do(QUESTION)
            session.do(Ring(2))  # its reaction publishes, then raises
        order(connection, "cake")
        connection.commit()
    assert orders(host) == ["cake", "tea"]
    assert counts(club_kit) == before


def test_a_failed_command_in_the_middle_is_undone_alone(club_kit: Kit, host: Engine) -> None:
    before = counts(club_kit)
    with host.begin() as connection:
        with club_kit.session(OWNER, "town", connection=connection) as session:
            first = session.do(QUESTION)
            with pytest.raises(PluginError):
                session.do(Ring(2))
            session.do(CreateReply(first.id, "It goes on."))
            told = [fact.name for fact in session.facts if not isinstance(fact, FirstPostCreated)]
            assert told == ["posts.created", "posts.created"]
        order(connection, "tea")
    after = counts(club_kit)
    assert orders(host) == ["tea"]
    assert {n: after[n] - before[n] for n in ("post", "outbox", "audit")} == {
        "post": 2,
        "outbox": 2,
        "audit": 2,
    }


def test_what_the_database_refuses_is_undone_alone(club_kit: Kit, host: Engine) -> None:
    with host.begin() as connection:
        order(connection, "tea")
        with club_kit.session(OWNER, connection=connection) as lobby, pytest.raises(Conflict):
            lobby.do(TAKEN)
        with club_kit.session("ada", "town", connection=connection) as session:
            session.do(JoinCommunity())
            with pytest.raises(Conflict):
                session.do(JoinCommunity())
            session.do(QUESTION)
    assert orders(host) == ["tea"]


def test_signals_wait_for_the_host(club_kit: Kit, host: Engine) -> None:
    heard: list[Any] = []
    club_kit.on(PostCreated)(heard.append)
    with host.begin() as connection, club_kit.session(OWNER, "town", connection=connection) as session:
        session.do(QUESTION)
    assert heard == []
    club_kit.send_signals(session.facts)
    assert [fact.name for fact in heard] == ["posts.created"]


def test_a_key_works_in_the_hosts_transaction_too(club_kit: Kit, host: Engine) -> None:
    def publish() -> Any:
        with (
            host.begin() as connection,
            club_kit.session(OWNER, "town", connection=connection, idempotency_key="k") as session,
        ):
            return session.do(QUESTION).id

    assert publish() == publish()


def test_control_a_savepoint_without_a_transaction_commits_on_sqlite(tmp_path: Any) -> None:
    """Why the library begins the transaction itself: what the driver does alone outlives the host's rollback."""
    with closing(sqlite3.connect(tmp_path / "control.db")) as connection:
        connection.execute("CREATE TABLE orders (name TEXT)")
        connection.execute("SAVEPOINT one")
        connection.execute("INSERT INTO orders VALUES ('tea')")
        connection.execute("RELEASE one")
        connection.rollback()
        assert connection.execute("SELECT count(*) FROM orders").fetchone() == (1,)


def test_creating_in_the_hosts_transaction(club_kit: Kit, host: Engine) -> None:
    made: list[Community] = []
    before = counts(club_kit)
    with pytest.raises(ZeroDivisionError), host.begin() as connection:
        made.append(_founded(club_kit, connection))
        raise ZeroDivisionError
    assert counts(club_kit) == before
    with host.begin() as connection:
        made.append(_founded(club_kit, connection))
    assert counts(club_kit)["community"] == before["community"] + 1


def _founded(kit: Kit, connection: Connection) -> Community:
    with kit.session("mayor", connection=connection) as lobby:
        return lobby.do(FREE)


def test_the_library_never_commits_or_rolls_back_the_hosts_transaction(club_kit: Kit, host: Engine) -> None:
    ended: list[str] = []
    listeners: dict[str, Callable[..., None]] = {
        name: (lambda *_, name=name: ended.append(name)) for name in ("commit", "rollback")
    }
    for name, listener in listeners.items():
        event.listen(host, name, listener)
    try:
        with host.connect() as connection:
            connection.execute(text("SELECT 1"))
            with club_kit.session(OWNER, "town", connection=connection) as session:
                session.do(QUESTION)
                with pytest.raises(PluginError):
                    session.do(Ring(2))
            assert ended == []
            connection.commit()
        assert ended[0] == "commit"
    finally:
        for name, listener in listeners.items():
            event.remove(host, name, listener)


def test_only_asking_leaves_no_transaction_behind(club_kit: Kit, host: Engine) -> None:
    for _ in range(3):
        with host.connect() as connection:
            with club_kit.session(OWNER, "town", connection=connection) as session:
                assert session.ask(ListThreads()).items == ()
            assert connection.in_transaction()
        with club_kit.session(OWNER, "town", read_only=True) as session:
            session.ask(ListThreads())
        with host.begin() as connection:
            order(connection, "tea")
    assert orders(host) == ["tea"] * 3


def test_what_was_emitted_before_an_inner_command_failed_is_kept(url: str) -> None:
    feature = Feature("club.caught", facts=(Rang,), grants={"member": {"club.ring"}})

    @feature.handles(Ring)
    def ring(context: Context, command: Ring) -> Community:
        context.emit(Rang(times=command.times))
        if command.times == 1:
            with pytest.raises(Conflict):
                context.do(Ring(2))
        if command.times == 2:
            context.do(Ring(3))
            raise Conflict("club.no", "not this one")
        return cast("Community", context.community)

    with closing(new_kit(url, club(feature))) as kit:
        create_community(kit, type="club")
        with kit.database.engine.begin() as connection:
            with kit.session(OWNER, "town", connection=connection) as session:
                session.do(Ring(1))
                assert [fact.times for fact in session.facts if isinstance(fact, Rang)] == [1]
            told = "SELECT count(*) FROM commkit_outbox WHERE fact = 'club.rang'"
            assert connection.execute(text(told)).scalar_one() == 1
