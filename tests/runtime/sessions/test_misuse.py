"""What hosts and plugin authors get wrong most easily: each is told at once, by one sentence that says what to do."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import pytest
from attrs import frozen
from sqlalchemy import MetaData, Table, create_engine, update

from commkit import (
    CommkitError,
    CommunityType,
    Conflict,
    Denied,
    Feature,
    Invalid,
    Kit,
    NotFound,
    PluginError,
    Query,
    hookimpl,
)
from commkit.communities import CreateCommunity
from commkit.communities import community as community_table
from commkit.members import JoinCommunity
from commkit.posts import CreateThread, ListThreads
from commkit.storage import community_id, statement
from commkit.testing.contexts import context_of
from tests.sample import FORUM, OWNER, create_community, new_kit

_TOUCH = statement(update(community_table).values(version=community_table.c.version + 1))


def told(work: Any) -> CommkitError:
    with pytest.raises(CommkitError) as caught:
        work()
    return caught.value


@pytest.mark.parametrize("key", [7, uuid4(), b"user:1", object()])
def test_a_key_that_is_no_text_is_refused_not_taken_for_a_visitor(sqlite_kit: Kit, key: Any) -> None:
    create_community(sqlite_kit)
    error = told(lambda: sqlite_kit.session(key, "town"))
    assert isinstance(error, Invalid)
    assert "str(user.id)" in str(error)


def test_a_community_is_named_by_slug_or_id(sqlite_kit: Kit) -> None:
    town: Any = create_community(sqlite_kit)
    assert "slug or the id" in str(told(lambda: sqlite_kit.session(OWNER, town)))


def test_a_session_is_used_inside_its_block(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=["ada"])
    with sqlite_kit.session("ada", "town") as session:
        pass
    for closed in (session, sqlite_kit.session("ada", "town")):
        error = told(lambda closed=closed: closed.ask(ListThreads()))
        assert (type(error), error.code) == (Conflict, "runtime.not_open")


def test_a_class_is_no_message(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    wrong: Any = JoinCommunity
    with sqlite_kit.session("ada", "town") as session:
        assert "JoinCommunity(...)" in str(told(lambda: session.do(wrong)))
        assert "JoinCommunity(...)" in str(told(lambda: session.ask(wrong)))


def test_what_is_no_message_at_all_is_refused(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    wrong: Any = "JoinCommunity"
    with sqlite_kit.session("ada", "town") as session:
        assert "give a command, not str" in str(told(lambda: session.do(wrong)))
        assert "give a query, not str" in str(told(lambda: session.ask(wrong)))


def test_a_handler_asks_for_what_is_not_there(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    with sqlite_kit.session("ada") as lobby:
        error = told(lambda: context_of(lobby).community)
        assert (type(error), error.code) == (Conflict, "runtime.lobby")
        error = told(lambda: context_of(lobby).dispatch_of("forun"))
        assert (type(error), error.code) == (NotFound, "runtime.no_such_type")
        assert "known are: forum" in str(error)


def test_refusals_say_what_to_do(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    publish = CreateThread(kind="question", title="Why?", body="So.")
    with sqlite_kit.session("ada", "town") as session:
        error = told(lambda: session.do(publish))
        assert isinstance(error, Denied)
        assert "join the community first" in str(error)
    with sqlite_kit.session(None, "town") as session:
        assert "sign in" in str(told(lambda: session.do(publish)))
    with sqlite_kit.session("ada") as lobby:
        error = told(lambda: lobby.do(JoinCommunity()))
        assert isinstance(error, NotFound)
        assert "name the community" in str(error)
        assert "choose one of: forum" in str(told(lambda: lobby.do(CreateCommunity("x", "forun", "X", "Y"))))


def test_a_connection_that_commits_by_itself_is_refused(sqlite_kit: Kit, sqlite_url: str) -> None:
    create_community(sqlite_kit, members=["ada"])
    engine = create_engine(sqlite_url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        error = told(lambda: sqlite_kit.session("ada", "town", connection=connection).__enter__())
    assert error.code == "runtime.autocommit"
    engine.dispose()


@frozen
class Peek(Query[None]):
    """A query whose handler writes."""

    permission = "spy.peek"


class Spy:
    """A plugin that does one thing wrong."""

    def __init__(self, feature: Feature) -> None:
        self.feature = feature

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield self.feature

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield CommunityType("spied", features=("posts", self.feature.name), post_kinds=FORUM.post_kinds)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_query_that_writes_is_caught_and_undone(sqlite_url: str, *, read_only: bool) -> None:
    feature = Feature("spy.glass", grants={"visitor": {"spy.peek"}})
    feature.handles(Peek)(lambda context, query: context.run(_TOUCH) and None)
    kit = new_kit(sqlite_url, Spy(feature))
    town = create_community(kit, type="spied")
    with pytest.raises(PluginError) as caught, kit.session(OWNER, "town", read_only=read_only) as session:
        session.ask(Peek())
    assert (caught.value.code, caught.value.plugin) == ("runtime.query_wrote", "spy")
    with kit.session(OWNER, "town") as session:
        assert session.community.version == town.version
    kit.close()


def test_tables_need_migrations_and_migrations_a_package(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = MetaData()
    Table("commkit_spy_glass", tables, community_id())
    error = told(lambda: new_kit("sqlite://", Spy(Feature("spy.glass", tables=tables))))
    assert "name the package" in str(error)
    (tmp_path / "spy_versions").mkdir()
    (tmp_path / "spy_versions" / "0001_first.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    error = told(
        lambda: new_kit("sqlite://", Spy(Feature("spy.glass", tables=tables, migrations="spy_versions")))
    )
    assert "__init__.py" in str(error)
