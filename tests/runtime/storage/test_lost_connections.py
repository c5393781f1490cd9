"""A database that goes away: a typed error, nothing half-done, and the next session gets a connection that works."""

from contextlib import closing

import pytest
from sqlalchemy import func, select, text

from commkit import Busy, Kit
from commkit.posts import CreateThread, ListThreads
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


def test_a_server_that_is_not_there_is_a_typed_error() -> None:
    with closing(new_kit("postgresql://nobody@127.0.0.1:1/nowhere")) as kit, pytest.raises(Busy) as caught:
        kit.check()
    assert caught.value.code == "runtime.connection_lost"
