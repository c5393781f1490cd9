"""A support community on a migrated database, SQLite and PostgreSQL in turn, with a clock that the test moves."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from commkit import SYSTEM, CommkitError, Kit
from commkit.communities import CreateCommunity
from commkit.members import AddMember, JoinCommunity
from commkit.notifications import ListInbox
from commkit.posts import CreateReply, CreateThread, Post, PostId
from commkit.testing.clock import ManualClock
from commkit.testing.kits import StatementObserver
from commkit.testing.postgres import PostgresServer
from commkit_support import (
    Handoff,
    HandoffBundle,
    HandoffReceipt,
    HandoffState,
    ListHandoffs,
    OfferHandoff,
    Support,
)

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CREATE_COMMUNITY = CreateCommunity(
    "help", type="support", title="Acme help", purpose="Help", care_hours=4, review_on=date(2100, 1, 1)
)


class Desk:
    """A help desk in this process: it keeps its offers, and responds with or raises the given answers."""

    def __init__(self, *answers: Exception | HandoffReceipt) -> None:
        self.offers: list[tuple[str, HandoffBundle]] = []
        self.answers = list(answers)

    def offer(self, bundle: HandoffBundle, *, delivery_id: str) -> HandoffReceipt:
        self.offers.append((delivery_id, bundle))
        answer = self.answers.pop(0) if self.answers else HandoffReceipt()
        if isinstance(answer, Exception):
            raise answer
        return answer


class Town:
    """One support community `help`: ada and bob are members, amy is an agent, stew and sten are stewards."""

    def __init__(self, url: str, **options: Any) -> None:
        self.url = url
        self.clock = ManualClock(MONDAY)
        self.statements: list[str] = []
        self.desk = options.pop("help_desk", None) or Desk()
        self.more = options.pop("plugins", [])
        self.support = Support(help_desk=self.desk, **options)
        self.kit = Kit(
            url,
            plugins=[self.support, *self.more],
            clock=self.clock,
            observers=[StatementObserver(self.statements.append)],
        )

    def set_up(self) -> None:
        with self.kit.session("owner") as lobby:
            lobby.do(CREATE_COMMUNITY)
        for name in ("ada", "bob", "cid"):
            self.do(name, JoinCommunity())
        for name, role in (("amy", "agent"), ("stew", "steward"), ("sten", "steward")):
            self.do(SYSTEM, AddMember(name, role=role))

    def do(self, actor: Any, command: Any) -> Any:
        return self.kit.transact(actor, "help", lambda session: session.do(command))

    def ask(self, actor: Any, query: Any) -> Any:
        with self.kit.session(actor, "help", read_only=True) as session:
            return session.ask(query)

    def emitted(self, actor: Any, command: Any) -> list[str]:
        """The names of the facts that one command emits."""
        with self.kit.session(actor, "help") as session:
            session.do(command)
            return [fact.name for fact in session.facts]

    def question(self, title: str = "Build fails", by: Any = "ada") -> Post:
        return self.do(by, CreateThread(kind="question", title=title, body="It worked yesterday, what now?"))

    def answer(self, question: PostId, by: Any = "bob", kind: str = "answer") -> Post:
        return self.do(by, CreateReply(question, "Try it with a clean cache.", kind=kind))

    def offer(self, by: Any = "ada") -> Handoff:
        """A question of ada that was handed over."""
        return self.do(by, OfferHandoff(self.question().id, "Nobody here knows."))

    def inbox(self, actor: str) -> list[tuple[str, Any]]:
        """The kinds and objects of an actor's notifications by this plugin, the newest first."""
        self.kit.worker().drain()
        page = self.ask(actor, ListInbox(limit=100))
        return [(item.kind, item.object) for item in page.items if item.kind.startswith("support.")]

    def where(self, handoff: Handoff) -> HandoffState:
        return self.ask(SYSTEM, ListHandoffs(handoff.question))[-1].state

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


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("support") / "town.db"
    town = Town(f"sqlite:///{file}")
    with closing(town.kit):
        town.kit.migrate()
        town.set_up()
    return file


@pytest.fixture(scope="session")
def _migrated_database(postgres: PostgresServer) -> Iterator[str]:
    with postgres.database() as url:
        town = Town(url)
        with closing(town.kit):
            town.kit.migrate()
            town.set_up()
        yield url


@pytest.fixture
def sqlite_url(_migrated_file: Path, tmp_path: Path) -> str:
    shutil.copy(_migrated_file, tmp_path / "town.db")
    return f"sqlite:///{tmp_path / 'town.db'}"


@pytest.fixture
def postgres_town_url(postgres: PostgresServer, _migrated_database: str) -> Iterator[str]:
    with postgres.database(template=_migrated_database) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_town_url")


@pytest.fixture
def make_town(url: str) -> Iterator[Callable[..., Town]]:
    """Make a town with options for `Support`, on the database of this test."""
    with ExitStack() as stack:

        def make(**options: Any) -> Town:
            town = Town(url, **options)
            stack.callback(town.kit.close)
            return town

        yield make


@pytest.fixture
def new_desk() -> type[Desk]:
    """`new_desk(HandoffReceipt(), HelpDeskRefused(...))` is a desk that responds with these, then accepts all."""
    return Desk


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    """A town with a help desk in this process, on SQLite and PostgreSQL in turn."""
    return make_town()


@pytest.fixture
def sqlite_town(sqlite_url: str) -> Iterator[Town]:
    """A town on SQLite, for what does not depend on the database."""
    town = Town(sqlite_url)
    with closing(town.kit):
        yield town


@pytest.fixture
def postgres_town(postgres_town_url: str) -> Iterator[Town]:
    """A town on PostgreSQL, for what SQLite's one writer at a time never shows."""
    town = Town(postgres_town_url)
    with closing(town.kit):
        yield town


@pytest.fixture
def fresh_sqlite(_migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Town]:
    """Towns for Hypothesis: each call gives one on a database of its own."""

    def make() -> Town:
        file = tmp_path_factory.mktemp("one") / "town.db"
        shutil.copy(_migrated_file, file)
        return Town(f"sqlite:///{file}")

    return make
