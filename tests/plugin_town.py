"""What the tests of the plugins share: a community of a plugin's type, on a migrated database of either engine.

The `conftest.py` of a plugin derives its town from `PluginTown`, gives the class by the fixture `town_class`, and takes
all fixtures over with `import *`, so that each plugin has its own, also those that are made once in a run.
"""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM, CommkitError, Kit, MemberId
from commkit.communities import CreateCommunity
from commkit.members import AddMember, JoinCommunity
from commkit.notifications import ListInbox
from commkit.posts import CreateReply, CreateThread, Post, PostId
from commkit.testing.clock import ManualClock
from commkit.testing.kits import StatementObserver
from commkit.testing.postgres import PostgresServer
from tests.reused_kits import ReusedKits
from tests.reused_postgres import ReusedDatabase

__all__ = [
    "make_town",
    "migrated_database",
    "migrated_file",
    "postgres_town",
    "postgres_town_url",
    "reused_database",
    "reused_file",
    "reused_towns",
    "sqlite_town",
    "sqlite_url",
    "town",
    "url",
]  # the fixtures

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class PluginTown(ABC):
    """One community: ada, bob and cid are members, stew and sten are stewards.

    Attributes:
        community: What founds it.
        plugin: The name of the plugin.
        staff: The roles of further members, by name.
    """

    community: ClassVar[CreateCommunity]
    plugin: ClassVar[str]
    staff: ClassVar[dict[str, str]]

    def __init__(self, url: str, **options: Any) -> None:
        self.url = url
        self.clock = ManualClock(MONDAY)
        self.statements: list[str] = []
        self.kit = Kit(
            url,
            clock=self.clock,
            observers=[StatementObserver(self.statements.append)],
            **self.composed(**options),
        )

    def restart(self, clock: ManualClock) -> None:
        """Forget what the last test did with this town; a town that keeps more forgets that, too."""
        self.clock = clock
        self.statements.clear()

    @abstractmethod
    def composed(self, **options: Any) -> dict[str, Any]:
        """What the Kit is made of."""

    def set_up(self) -> None:
        with self.kit.session("owner") as lobby:
            lobby.do(self.community)
        for name in ("ada", "bob", "cid"):
            self.do(name, JoinCommunity())
        for name, role in (self.staff | {"stew": "steward", "sten": "steward"}).items():
            self.do(SYSTEM, AddMember(name, role=role))

    def do(self, actor: Any, command: Any) -> Any:
        return self.kit.transact(actor, self.community.slug, lambda session: session.do(command))

    def ask(self, actor: Any, query: Any) -> Any:
        with self.kit.session(actor, self.community.slug, read_only=True) as session:
            return session.ask(query)

    def emitted(self, actor: Any, command: Any) -> list[str]:
        """The names of the facts that one command emits."""
        with self.kit.session(actor, self.community.slug) as session:
            session.do(command)
            return [fact.name for fact in session.facts]

    def question(self, title: str = "Build fails", by: Any = "ada") -> Post:
        return self.do(by, CreateThread(kind="question", title=title, body="It worked yesterday, what now?"))

    def answer(self, question: PostId, by: Any = "bob", kind: str = "answer") -> Post:
        return self.do(by, CreateReply(question, "Try it with a clean cache.", kind=kind))

    def member(self, key: str) -> MemberId:
        """The id of a member, by the host's key."""
        with self.kit.session(key, self.community.slug, read_only=True) as session:
            return session.member

    def after(self, **time: float) -> datetime:
        """So much later than now, by the clock of the town."""
        return self.clock() + timedelta(**time)

    def pass_time(self, **time: float) -> Any:
        """Let the clock go on, and the worker do what is due; gives its report."""
        self.clock.advance(timedelta(**time))
        return self.kit.worker().drain()

    def inbox(self, actor: str) -> list[tuple[str, Any]]:
        """The kinds and objects of an actor's notifications by this plugin, the newest first."""
        self.kit.worker().drain()
        page = self.ask(actor, ListInbox(limit=100))
        return [(item.kind, item.object) for item in page.items if item.kind.startswith(f"{self.plugin}.")]

    @contextmanager
    def refused(self, code: str, kind: type[CommkitError] = CommkitError) -> Iterator[None]:
        """What happens inside is refused with this code."""
        with pytest.raises(kind) as caught:
            yield
        assert caught.value.code == code, caught.value

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The SQL of what happens inside."""
        seen: list[str] = []
        start = len(self.statements)
        yield seen
        seen += self.statements[start:]

    def at_once(self, *works: Callable[[], Any]) -> list[Any]:
        """Run these in threads that start together; errors of ours are results."""
        start = Barrier(len(works))

        def run(work: Callable[[], Any]) -> Any:
            start.wait()
            try:
                return work()
            except CommkitError as error:
                return error

        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(run, works))


MakeTown = Callable[..., PluginTown]


def _prepare(town: PluginTown) -> None:
    with closing(town.kit):
        town.kit.migrate()
        town.set_up()


@pytest.fixture(scope="session")
def migrated_file(town_class: type[PluginTown], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp(town_class.plugin) / "town.db"
    _prepare(town_class(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def migrated_database(town_class: type[PluginTown], postgres: PostgresServer) -> Iterator[str]:
    with postgres.database() as url:
        _prepare(town_class(url))
        yield url


@pytest.fixture(scope="session")
def reused_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reused") / "town.db"


@pytest.fixture(scope="session")
def reused_database(postgres: PostgresServer, migrated_database: str) -> Iterator[ReusedDatabase]:
    with closing(ReusedDatabase(postgres, migrated_database)) as database:
        yield database


@pytest.fixture(scope="session")
def reused_towns(town_class: type[PluginTown]) -> Iterator["ReusedTowns"]:
    with closing(ReusedTowns(town_class)) as towns:
        yield towns


class ReusedTowns:
    """Towns without options, one for each database that tests use: to make one takes longer than most tests do."""

    def __init__(self, town_class: type[PluginTown]) -> None:
        self._town_class = town_class
        self._towns: dict[Kit, PluginTown] = {}
        self._kits = ReusedKits(self._make)

    @contextmanager
    def town(self, url: str) -> Iterator[PluginTown]:
        """The town of a database for one test."""
        clock = ManualClock(MONDAY)
        with self._kits.kit(url, clock=clock) as kit:
            town = self._towns[kit]
            town.restart(clock)
            yield town
        if not self._kits.keeps(kit):
            del self._towns[kit]

    def close(self) -> None:
        self._kits.close()

    def _make(self, url: str) -> Kit:
        town = self._town_class(url)
        self._towns[town.kit] = town
        return town.kit


@pytest.fixture
def sqlite_url(migrated_file: Path, reused_file: Path) -> str:
    for left in reused_file.parent.iterdir():
        left.unlink()
    shutil.copy(migrated_file, reused_file)
    return f"sqlite:///{reused_file}"


@pytest.fixture
def postgres_town_url(reused_database: ReusedDatabase) -> str:
    return reused_database.renew()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_town_url")


@pytest.fixture
def make_town(town_class: type[PluginTown], reused_towns: ReusedTowns, url: str) -> Iterator[MakeTown]:
    """Make a town with options for the plugin, on the database of this test."""
    with ExitStack() as stack:

        def make(**options: Any) -> PluginTown:
            if not options:
                return stack.enter_context(reused_towns.town(url))
            town = town_class(url, **options)
            stack.callback(town.kit.close)
            return town

        yield make


@pytest.fixture
def town(make_town: MakeTown) -> PluginTown:
    """A town on SQLite and PostgreSQL in turn."""
    return make_town()


@pytest.fixture
def sqlite_town(reused_towns: ReusedTowns, sqlite_url: str) -> Iterator[PluginTown]:
    """A town on SQLite, for what does not depend on the database."""
    with reused_towns.town(sqlite_url) as town:
        yield town


@pytest.fixture
def postgres_town(reused_towns: ReusedTowns, postgres_town_url: str) -> Iterator[PluginTown]:
    """A town on PostgreSQL, for what SQLite's one writer at a time never shows."""
    with reused_towns.town(postgres_town_url) as town:
        yield town
