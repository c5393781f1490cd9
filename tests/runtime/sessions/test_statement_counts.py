"""How many statements an operation takes: the same whatever the size of the data, and as many as the observer says."""

# ruff: noqa: PT012  # what is expected to fail is a whole unit

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from commkit import Kit, Session
from commkit.communities import ReadCommunity
from commkit.members import ListMembers
from commkit.posts import (
    AddReaction,
    CountReactions,
    CreateReply,
    CreateThread,
    EditPost,
    ListMemberPosts,
    ListRevisions,
    ListThreads,
    Post,
    ReadPost,
    ReadThread,
    RemovePost,
    RemoveReaction,
    ThreadOrder,
)
from commkit.testing.contexts import context_of
from commkit.testing.kits import StatementObserver
from tests.sample import OWNER, create_community, new_kit

Work = Callable[[Session, Post], Any]

# The look-up of the session (one statement) is in each of these numbers; BEGIN and COMMIT are not. What keeps the index
# of the search is: for a new post three statements (read it, its entry, its words).
OPERATIONS: dict[str, tuple[int, Work]] = {
    "open a session": (1, lambda s, q: None),
    "publish": (8, lambda s, q: s.do(CreateThread(kind="question", title="New", body="New."))),
    "publish with a tag": (
        10,
        lambda s, q: s.do(CreateThread(kind="question", title="New", body="New.", tags=("a",))),
    ),
    "reply": (10, lambda s, q: s.do(CreateReply(q.id, "An answer."))),
    "react": (9, lambda s, q: s.do(AddReaction(q.id, "up"))),
    "take a reaction back": (8, lambda s, q: s.do(RemoveReaction(q.id, "heart"))),
    "edit": (12, lambda s, q: s.do(EditPost(post=q.id, version=q.version, body="Edited."))),
    "remove": (11, lambda s, q: s.do(RemovePost(q.id))),
    "read a post": (2, lambda s, q: s.ask(ReadPost(q.id))),
    "thread": (2, lambda s, q: s.ask(ReadThread(q.id))),
    "next page of a thread": (
        3,
        lambda s, q: s.ask(ReadThread(q.id, after=s.ask(ReadThread(q.id, limit=1)).next)),
    ),
    "newest": (2, lambda s, q: s.ask(ListThreads())),
    "by activity": (2, lambda s, q: s.ask(ListThreads(order=ThreadOrder.ACTIVE))),
    "unanswered": (2, lambda s, q: s.ask(ListThreads(order=ThreadOrder.UNANSWERED))),
    "of a member": (2, lambda s, q: s.ask(ListMemberPosts(q.author))),  # type: ignore[arg-type]
    "of a tag": (2, lambda s, q: s.ask(ListThreads(tag="a"))),
    "history": (3, lambda s, q: s.ask(ListRevisions(q.id))),
    "reactions": (3, lambda s, q: s.ask(CountReactions(q.id))),
    "community": (1, lambda s, q: s.ask(ReadCommunity())),
    "members": (2, lambda s, q: s.ask(ListMembers())),
}


class Watch:
    """A Kit and the statements that it says it ran, beside those that SQLite ran."""

    def __init__(self, url: str) -> None:
        self.told: list[str] = []
        self.traced: list[str] = []
        self.kit = new_kit(url, observers=[StatementObserver(self.told.append)])
        raw = self.kit.database.engine.raw_connection()
        driver = raw.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_trace_callback(self._trace)
        raw.close()  # back to the pool, whose only connection it is

    def _trace(self, sql: str) -> None:
        # What begins with dashes, or reads its settings once a connection, is what FTS5 does inside of one of them.
        inside = sql.startswith("-- ") or "commkit_search_fts_config" in sql
        if not inside and sql.partition(" ")[0] not in ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"):
            self.traced.append(sql)

    def count(self, actor: str, work: Callable[[Session], Any]) -> tuple[int, int]:
        """How many statements a session ran, as it says, and as SQLite says; nothing of it is kept."""
        self.told.clear()
        self.traced.clear()
        with pytest.raises(Undo), self.kit.session(actor, "town") as session:
            work(session)
            raise Undo
        return len(self.told), len(self.traced)


class Undo(Exception):
    """Roll back."""


def grow(kit: Kit, question: Post, posts: int) -> None:
    """More threads, replies, members, reactions and edits."""
    for number in range(posts):
        with kit.session("ada" if number % 2 else OWNER, "town") as session:
            other = session.do(CreateThread(kind="question", title=str(number), body="More.", tags=("a",)))
            session.do(CreateReply(other.id, "More."))
            session.do(CreateReply(question.id, "More of it."))


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Watch, Post]]:
    file = tmp_path_factory.mktemp("counted") / "town.db"
    with closing(new_kit(f"sqlite:///{file}")) as kit:
        kit.migrate()
        create_community(kit, members=("ada", "bob"))
        with kit.session("bob", "town") as session:
            question = session.do(CreateThread(kind="question", title="Why?", body="I wonder.", tags=("a",)))
        with kit.session("ada", "town") as session:
            session.do(AddReaction(question.id, "heart"))
            session.do(CreateReply(question.id, "So that it has two pages."))
        # The pool of the watched Kit holds its connections back one by one, the last one first.
    watched = Watch(f"sqlite:///{file}")
    watched.count("ada", lambda session: None)  # the first session also looks at the version
    yield watched, question
    watched.kit.close()


@pytest.fixture(scope="module")
def counted(watch: tuple[Watch, Post]) -> dict[str, list[tuple[int, int]]]:
    """The counts of each operation with few posts, and with many."""
    watched, question = watch

    def counts() -> dict[str, tuple[int, int]]:
        actors = {"edit": "bob", "remove": "bob"}
        return {
            name: watched.count(actors.get(name, "ada"), lambda s, w=work: w(s, question))
            for name, (_, work) in OPERATIONS.items()
        }

    few = counts()
    grow(watched.kit, question, 60)
    many = counts()
    return {name: [few[name], many[name]] for name in OPERATIONS}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_takes_this_many_statements_at_any_size(
    counted: dict[str, list[tuple[int, int]]], name: str
) -> None:
    expected = OPERATIONS[name][0]
    assert [told for told, _ in counted[name]] == [expected, expected]


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_observer_is_honest(counted: dict[str, list[tuple[int, int]]], name: str) -> None:
    assert all(told == traced for told, traced in counted[name])


def test_control_statements_past_the_session_are_traced_and_not_reported(watch: tuple[Watch, Post]) -> None:
    watched, _ = watch

    def behind_its_back(session: Session) -> None:
        context_of(session)._driver.cursor().execute("SELECT 1")

    told, traced = watched.count("ada", behind_its_back)
    assert (told, traced) == (1, 2)
