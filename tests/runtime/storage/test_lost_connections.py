"""A database that goes away: a typed error, nothing half-done, and the next session gets a connection that works."""

from contextlib import closing, nullcontext, suppress
from typing import Any

import pytest
from sqlalchemy import event, func, select, text

from commkit import Busy, Kit
from commkit.posts import CreateThread, ListThreads
from commkit.runtime.storage.database import Database
from commkit.runtime.storage.driver_errors import is_read_only, read_only_server, translate
from commkit.storage import statement
from commkit.testing.contexts import context_of
from tests.sample import create_community, new_kit

_MY_BACKEND = statement(select(func.pg_backend_pid()))
QUESTION = CreateThread(kind="question", title="Why?", body="I wonder.")


def _cut(kit: Kit, backend: int) -> None:
    """End a connection from the server's side, as a restart or a failover does."""
    with kit.database.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})


def _ask_with_a_cut(kit: Kit, *, after: bool) -> None:
    """Ask one question, lose the connection, and ask another one or go on to the commit."""
    with kit.session("ada", "town") as session:
        session.do(QUESTION)
        ((backend,),) = context_of(session).rows(_MY_BACKEND)
        _cut(kit, backend)
        if after:
            session.do(QUESTION)


@pytest.mark.parametrize("after", [True, False], ids=["before a statement", "before the commit"])
def test_a_cut_connection_keeps_nothing_and_the_next_session_works(postgres_kit: Kit, *, after: bool) -> None:
    create_community(postgres_kit, members=["ada"])
    with pytest.raises(Busy) as caught:
        _ask_with_a_cut(postgres_kit, after=after)
    assert caught.value.code == "runtime.connection_lost"
    for _ in range(3):
        with postgres_kit.session("ada", "town") as session:
            assert session.ask(ListThreads()).items == ()


@pytest.mark.parametrize("more", ["a statement", "a command", "nothing"])
def test_who_swallows_a_loss_hears_of_it_again(postgres_kit: Kit, more: str) -> None:
    """Or its caller would be told of a conflict, and not try again."""
    create_community(postgres_kit, members=["ada"])

    def swallow() -> None:
        with postgres_kit.session("ada", "town") as session:
            context = context_of(session)
            ((backend,),) = context.rows(_MY_BACKEND)
            _cut(postgres_kit, backend)
            with suppress(Busy):
                context.rows(_MY_BACKEND)
            if more == "a statement":
                context.rows(_MY_BACKEND)
            elif more == "a command":
                session.do(QUESTION)

    with pytest.raises(Busy) as caught:
        swallow()
    assert caught.value.code == "runtime.connection_lost"


def _ask_sqlalchemy_with_a_cut(kit: Kit) -> None:
    with kit.database.transaction() as connection:
        _cut(kit, connection.execute(select(func.pg_backend_pid())).scalar_one())
        connection.execute(text("SELECT 1"))


def test_what_runs_through_sqlalchemy_loses_its_connection_by_the_same_error(postgres_kit: Kit) -> None:
    with pytest.raises(Busy) as caught:
        _ask_sqlalchemy_with_a_cut(postgres_kit)
    assert caught.value.code == "runtime.connection_lost"
    with postgres_kit.database.transaction() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1


def _keep_in_pool(database: Database, error: Exception, *_: object, **__: object) -> Exception:
    """The control: the connection is handed out again."""
    return read_only_server() if is_read_only(error) else translate(error)


@pytest.mark.parametrize("kept", [False, True], ids=["as it is", "control: kept in the pool"])
def test_a_connection_to_a_server_that_only_reads_is_not_used_again(
    migrated_postgres_url: str, monkeypatch: pytest.MonkeyPatch, *, kept: bool
) -> None:
    if kept:
        monkeypatch.setattr(Database, "explain", _keep_in_pool)
    standby = {"default_transaction_read_only": "on"}
    with closing(new_kit(migrated_postgres_url)) as kit:
        create_community(kit, members=["ada"])

        @event.listens_for(kit.database.engine, "connect")
        def demote(driver: Any, _: object) -> None:
            for name, value in standby.items():
                driver.execute(f"SET {name} = {value}")
            driver.commit()

        kit.database.engine.dispose()
        for _ in range(2):
            with pytest.raises(Busy) as caught, kit.session("ada", "town") as session:
                session.do(QUESTION)
            assert caught.value.code == "runtime.read_only_server"
            with pytest.raises(Busy) as caught, kit.database.transaction() as connection:
                connection.execute(text("DELETE FROM commkit_post"))
            assert caught.value.code == "runtime.read_only_server"
        with kit.session("ada", "town", read_only=True) as session:
            assert session.ask(ListThreads()).items == (), "it can be read meanwhile"
        standby.clear()
        # What read only is pooled still, and is found out by the first that writes.
        with suppress(Busy), kit.session("ada", "town") as session:
            session.do(QUESTION)
        with nullcontext() if not kept else pytest.raises(Busy), kit.session("ada", "town") as session:
            session.do(QUESTION)


def test_a_server_that_is_not_there_is_a_typed_error() -> None:
    with closing(new_kit("postgresql://nobody@127.0.0.1:1/nowhere")) as kit, pytest.raises(Busy) as caught:
        kit.check()
    assert caught.value.code == "runtime.connection_lost"
