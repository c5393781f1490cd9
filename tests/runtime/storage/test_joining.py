"""What a host may give as its connection: SQLAlchemy's own, or an ORM session; anything else is refused."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, scoped_session, sessionmaker

from commkit import Invalid, Kit
from commkit.posts import CreateThread, ListThreads
from commkit.runtime.storage import joining
from tests.sample import OWNER, create_community

QUESTION = CreateThread(kind="question", title="Why?", body="I wonder.")


class Base(DeclarativeBase):
    """The host's tables."""


class Order(Base):
    """An order of the host."""

    __tablename__ = "shop_order"
    number: Mapped[int] = mapped_column(primary_key=True)


@pytest.fixture
def host(kit: Kit) -> Iterator[Engine]:
    create_community(kit)
    engine = create_engine(kit.database.url)
    Base.metadata.create_all(engine)
    yield engine
    Base.metadata.drop_all(engine)
    engine.dispose()


def titles(kit: Kit) -> list[str]:
    with kit.session(OWNER, "town", read_only=True) as session:
        return [thread.title for thread in session.ask(ListThreads()).items]


def orders(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM shop_order")).scalar_one())


@pytest.mark.parametrize("scoped", [False, True], ids=["session", "scoped session"])
def test_an_orm_session_is_joined(kit: Kit, host: Engine, scoped: bool) -> None:
    maker = sessionmaker(host)
    orm: Any = scoped_session(maker) if scoped else maker()
    orm.add(Order(number=1))
    with kit.session(OWNER, "town", connection=orm) as session:
        session.do(QUESTION)
    assert (orders(host), titles(kit)) == (0, [])
    orm.commit()
    assert (orders(host), titles(kit)) == (1, ["Why?"])
    orm.add(Order(number=2))
    with kit.session(OWNER, "town", connection=orm) as session:
        session.do(QUESTION)
    orm.rollback()
    assert (orders(host), titles(kit)) == (1, ["Why?"])
    orm.close()


def test_what_the_host_has_added_is_written_first(kit: Kit, host: Engine) -> None:
    with Session(host) as orm:
        orm.add(Order(number=1))
        with kit.session(OWNER, "town", connection=orm):
            seen = orm.connection().execute(text("SELECT number FROM shop_order")).scalars().all()
        assert seen == [1]
        orm.rollback()


@pytest.mark.postgres
def test_the_session_that_run_sync_gives_is_joined(postgres_kit: Kit) -> None:
    create_community(postgres_kit)

    async def ask() -> None:
        engine = create_async_engine(postgres_kit.database.url)
        try:
            async with AsyncSession(engine) as orm:
                for keep in (False, True):
                    await orm.run_sync(work)
                    await (orm.commit() if keep else orm.rollback())
        finally:
            await engine.dispose()

    def work(orm: Session) -> None:
        with postgres_kit.session(OWNER, "town", connection=orm) as session:
            session.do(QUESTION)
            assert len(session.ask(ListThreads()).items) == 1

    asyncio.run(ask())
    assert titles(postgres_kit) == ["Why?"]


def given(name: str, kit: Kit, folder: Path) -> Any:
    """What a host might give by mistake."""
    closed = kit.database.engine.connect()
    closed.close()
    asynchronous = create_async_engine("postgresql+psycopg://nobody@127.0.0.1/nowhere")
    return {
        "an engine": lambda: kit.database.engine,
        "a closed connection": lambda: closed,
        "an async session": lambda: AsyncSession(asynchronous),
        "an async connection": asynchronous.connect,
        "a driver's connection": lambda: sqlite3.connect(":memory:"),
        "an unbound session": Session,
        "a URL": lambda: "sqlite://",
        "another file": lambda: create_engine(f"sqlite:///{folder}/other.db").connect(),
        "another database in memory": lambda: create_engine("sqlite://").connect(),
    }[name]()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("an engine", "give `engine.begin()`'s connection"),
        ("a closed connection", "is closed"),
        ("an async session", "run_sync"),
        ("an async connection", "run_sync"),
        ("a driver's connection", "a Connection is none; give a SQLAlchemy Connection or ORM Session"),
        ("an unbound session", "this session gives no connection"),
        ("a URL", "a str is none"),
        ("another file", "database"),
        ("another database in memory", "database"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(kit: Kit, tmp_path: Path, name: str, hint: str) -> None:
    create_community(kit)
    wrong = given(name, kit, tmp_path)
    with pytest.raises(Invalid) as caught:
        kit.session(OWNER, "town", connection=wrong)
    (error,) = caught.value.errors
    assert error.path == "connection"
    assert hint in error.message
    if name in ("a driver's connection", "another file"):
        wrong.close()


@pytest.mark.postgres
def test_another_database_of_the_same_server_is_refused(postgres_kit: Kit) -> None:
    create_community(postgres_kit)
    engine = create_engine(postgres_kit.database.url.set(database="postgres"))
    with engine.connect() as connection, pytest.raises(Invalid, match="another database"):
        postgres_kit.session(OWNER, "town", connection=connection)
    engine.dispose()


def test_a_hosts_engine_is_compared_once(kit: Kit, host: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    identity = joining._identity
    monkeypatch.setattr(joining, "_identity", lambda each: asked.append(each.engine) or identity(each))
    with closing(host.connect()) as connection:
        for _ in range(3):
            with kit.session(OWNER, "town", connection=connection, read_only=True) as session:
                session.ask(ListThreads())
    assert asked == [kit.database.engine, host]
