"""A community of a type of its own with questions and answers, on SQLite and PostgreSQL in turn."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from commkit import SYSTEM, CommkitError, CommunityType, Kit, PostKind, Role
from commkit.communities import CreateCommunity
from commkit.members import AddMember, JoinCommunity
from commkit.notifications import ListInbox
from commkit.posts import CreateReply, CreateThread, ListThreads, Post, PostId, ThreadOrder
from commkit.testing.clock import ManualClock
from commkit.testing.kits import StatementObserver
from commkit.testing.postgres import PostgresServer
from commkit_qa import ANSWER, COMMENT, QUESTION, SETTLE_QUESTIONS, QuestionsAndAnswers

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CREATE_COMMUNITY = CreateCommunity(
    "study", type="study", title="Study", purpose="Learn together", care_hours=4, review_on=date(2100, 1, 1)
)


STUDY = CommunityType(
    "study",
    features=("posts", "qa.questions", "qa.similar", "qa.timing"),
    post_kinds=(QUESTION, PostKind(name="note", opens=True, replies=("comment",)), ANSWER, COMMENT),
    roles={"tutor": Role(grants=SETTLE_QUESTIONS | {"posts.read_removed"}, staff=True)},
)
"""A type that has nothing to do with support."""


class Town:
    """One community `study`: ada, bob and cid are members, tia is a tutor, stew and sten are stewards."""

    def __init__(self, url: str, **options: Any) -> None:
        self.url = url
        self.clock = ManualClock(MONDAY)
        self.statements: list[str] = []
        self.kit = Kit(
            url,
            plugins=[QuestionsAndAnswers(**options)],
            types=[STUDY],
            clock=self.clock,
            observers=[StatementObserver(self.statements.append)],
        )

    def set_up(self) -> None:
        with self.kit.session("owner") as lobby:
            lobby.do(CREATE_COMMUNITY)
        for name in ("ada", "bob", "cid"):
            self.do(name, JoinCommunity())
        for name, role in (("tia", "tutor"), ("stew", "steward"), ("sten", "steward")):
            self.do(SYSTEM, AddMember(name, role=role))

    def do(self, actor: Any, command: Any) -> Any:
        return self.kit.transact(actor, "study", lambda session: session.do(command))

    def ask(self, actor: Any, query: Any) -> Any:
        with self.kit.session(actor, "study", read_only=True) as session:
            return session.ask(query)

    def emitted(self, actor: Any, command: Any) -> list[str]:
        """The names of the facts that one command emits."""
        with self.kit.session(actor, "study") as session:
            session.do(command)
            return [fact.name for fact in session.facts]

    def question(self, title: str = "Build fails", by: Any = "ada") -> Post:
        return self.do(by, CreateThread(kind="question", title=title, body="It worked yesterday, what now?"))

    def answer(self, question: PostId, by: Any = "bob", kind: str = "answer") -> Post:
        return self.do(by, CreateReply(question, "Try it with a clean cache.", kind=kind))

    def unanswered(self) -> list[PostId]:
        """The open questions without an answer."""
        return [
            thread.id
            for thread in self.ask("bob", ListThreads(states=("open",), order=ThreadOrder.UNANSWERED)).items
        ]

    def inbox(self, actor: str) -> list[tuple[str, Any]]:
        """The kinds and objects of an actor's notifications by this plugin, the newest first."""
        self.kit.worker().drain()
        page = self.ask(actor, ListInbox(limit=100))
        return [(item.kind, item.object) for item in page.items if item.kind.startswith("qa.")]

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
    file = tmp_path_factory.mktemp("qa") / "town.db"
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
    """Make a town with options for `QuestionsAndAnswers`, on the database of this test."""
    with ExitStack() as stack:

        def make(**options: Any) -> Town:
            town = Town(url, **options)
            stack.callback(town.kit.close)
            return town

        yield make


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    """A town on SQLite and PostgreSQL in turn."""
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
