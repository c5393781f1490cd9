"""Many writers at once: nothing is lost, and no lock or deadlock ever reaches the caller."""

# ruff: noqa: PT017  # either outcome is right, and each has its own form

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from sqlalchemy import create_engine, event, func, select, text
from sqlalchemy.exc import OperationalError

from commkit import Busy, Conflict, Kit, Session
from commkit.members import ReadMember, contribution, membership
from commkit.posts import CreateReply, CreateThread, EditPost, Post, PostId, ReadPost, post
from tests.runtime.processes import run_in_processes
from tests.sample import OWNER, create_community, new_kit

WRITERS = 8
ROUNDS = 12


def ask_question(kit: Kit, author: str = OWNER, body: str = "0") -> Post:
    with kit.session(author, "town") as session:
        return session.do(CreateThread(kind="question", title="How many?", body=body))


# --- eight processes, one SQLite file ------------------------------------------------------------------------------


def count_up(number: int, url: str, question: PostId) -> tuple[int, int]:
    """Raise the number in a post by one, again and again: read, modify, write; then reply. Gives stale, written."""
    stale = written = 0
    with closing(new_kit(url)) as kit:
        while written < ROUNDS:
            with kit.session(OWNER, "town", read_only=True) as session:
                seen = session.ask(ReadPost(question))
            try:
                with kit.session(OWNER, "town") as session:
                    session.do(EditPost(post=question, version=seen.version, body=str(int(seen.body) + 1)))
                    session.do(CreateReply(question, f"{number}: {written}"))
            except Conflict:
                stale += 1
            else:
                written += 1
    return stale, written


def count_up_in_one_session(number: int, url: str, question: PostId) -> int:
    with closing(new_kit(url)) as kit:
        for _ in range(ROUNDS):
            with kit.session(OWNER, "town") as session:
                seen = session.ask(ReadPost(question))
                session.do(EditPost(post=question, version=seen.version, body=str(int(seen.body) + 1)))
    return ROUNDS


def test_eight_processes_on_one_file_lose_nothing(sqlite_url: str) -> None:
    with closing(new_kit(sqlite_url)) as kit:
        create_community(kit)
        question = ask_question(kit)
        # The version is a second guard here; a lock, a Busy or any other error would fail the test.
        outcomes = run_in_processes(count_up, WRITERS, sqlite_url, question.id)
        assert sum(written for _, written in outcomes) == WRITERS * ROUNDS
        with kit.session(OWNER, "town") as session:
            after = session.ask(ReadPost(question.id))
        assert after.body == str(WRITERS * ROUNDS)
        assert after.version == 1 + WRITERS * ROUNDS
        assert after.reply_count == WRITERS * ROUNDS
        assert counted(kit) == 1 + WRITERS * ROUNDS


def test_reading_and_writing_in_one_session_is_never_stale(sqlite_url: str) -> None:
    with closing(new_kit(sqlite_url)) as kit:
        create_community(kit)
        question = ask_question(kit)
        run_in_processes(count_up_in_one_session, WRITERS, sqlite_url, question.id)
        with kit.session(OWNER, "town") as session:
            assert session.ask(ReadPost(question.id)).body == str(WRITERS * ROUNDS)


def count_up_by_default(number: int, url: str) -> tuple[int, int]:
    """The same with SQLAlchemy's default engine; gives how many were acknowledged, and how many met a lock."""
    engine = create_engine(url)
    acknowledged = locked = 0
    for _ in range(ROUNDS * 5):
        try:
            with engine.begin() as connection:
                (body,) = connection.execute(text("SELECT body FROM commkit_post")).one()
                connection.execute(text("UPDATE commkit_post SET body = :body"), {"body": str(int(body) + 1)})
            acknowledged += 1
        except OperationalError:
            locked += 1
    engine.dispose()
    return acknowledged, locked


def test_control_the_default_engine_loses_updates_or_meets_locks(sqlite_url: str) -> None:
    with closing(new_kit(sqlite_url)) as kit:
        create_community(kit)
        question = ask_question(kit)
        outcomes = run_in_processes(count_up_by_default, WRITERS, sqlite_url)
        with kit.session(OWNER, "town") as session:
            kept = int(session.ask(ReadPost(question.id)).body)
    lost = sum(acknowledged for acknowledged, _ in outcomes) - kept
    assert lost > 0 or sum(locked for _, locked in outcomes) > 0


def counted(kit: Kit) -> int:
    """What the membership of the only author says it wrote."""
    with kit.session(OWNER, "town") as session:
        return session.ask(ReadMember(session.member)).post_count


# --- eight writers, one thread, PostgreSQL -------------------------------------------------------------------------


def reply_often(number: int, url: str, question: PostId) -> None:
    with closing(new_kit(url)) as kit:
        for round_ in range(ROUNDS):
            kit.transact(
                f"user:{number}", "town", lambda s, n=round_: s.do(CreateReply(question, f"answer {n}"))
            )


@pytest.mark.postgres
def test_eight_writers_in_one_thread_count_exactly(migrated_postgres_url: str) -> None:
    with closing(new_kit(migrated_postgres_url)) as kit:
        create_community(kit, members=[f"user:{n}" for n in range(WRITERS)])
        question = ask_question(kit)
        run_in_processes(reply_often, WRITERS, migrated_postgres_url, question.id)
        total = WRITERS * ROUNDS
        with kit.database.engine.connect() as connection:
            opening = connection.execute(select(post).where(post.c.parent.is_(None))).one()
            numbers = connection.execute(
                select(post.c.number, post.c.path).where(post.c.parent.is_not(None)).order_by(post.c.number)
            ).all()
            written = connection.execute(
                select(membership.c.key, contribution.c.post_count)
                .join(contribution, contribution.c.member == membership.c.id)
                .where(membership.c.key.startswith("user:"))
            ).all()
        assert (opening.reply_count, opening.answer_count, opening.last_number) == (total, total, total)
        assert [number for number, _ in numbers] == list(range(1, total + 1))
        assert [path for _, path in numbers] == [n.to_bytes(4, "big") for n in range(1, total + 1)]
        assert {count for _, count in written} == {ROUNDS}


def in_opposite_orders(kit: Kit, one: PostId, other: PostId, *, again: bool) -> tuple[int, int]:
    """Two units that write to two threads in opposite orders, so that each waits for the other.

    Gives how often a unit began, and how many deadlocks reached the caller.
    """
    meeting = Barrier(2)
    begun: list[int] = []

    def unit(session: Session, first: PostId, second: PostId, number: int) -> None:
        begun.append(number)
        session.do(CreateReply(first, "first"))
        if begun.count(number) == 1:
            meeting.wait(timeout=30)  # both hold their first lock
        session.do(CreateReply(second, "second"))

    def run(number: int) -> int:
        order = (one, other) if number else (other, one)
        try:
            if again:
                kit.transact(f"user:{number}", "town", lambda session: unit(session, *order, number))
            else:
                with kit.session(f"user:{number}", "town") as session:
                    unit(session, *order, number)
        except Busy as busy:
            assert busy.data["retryable"]
            return 1
        return 0

    with ThreadPoolExecutor(2) as threads:
        reached = sum(threads.map(run, range(2)))
    return len(begun), reached


@pytest.mark.postgres
@pytest.mark.parametrize("again", [True, False], ids=["transact", "control: no retry"])
def test_deadlocks_are_retried_and_never_reach_the_caller(postgres_kit: Kit, again: bool) -> None:
    kit = postgres_kit
    create_community(kit, members=("user:0", "user:1"))

    @event.listens_for(kit.database.engine, "connect")
    def look_for_deadlocks_soon(connection, _) -> None:  # type: ignore[no-untyped-def]
        connection.execute("SET deadlock_timeout = '50ms'")
        connection.commit()

    kit.close()
    one, other = ask_question(kit), ask_question(kit)
    begun, reached = in_opposite_orders(kit, one.id, other.id, again=again)
    with kit.session(OWNER, "town") as session:
        replies = [session.ask(ReadPost(id)).reply_count for id in (one.id, other.id)]
    with kit.database.engine.connect() as connection:
        rows = connection.execute(select(func.count()).where(post.c.parent.is_not(None))).scalar()
    if again:
        assert (begun, reached, replies, rows) == (3, 0, [2, 2], 4)
    else:
        assert (begun, reached, replies, rows) == (2, 1, [1, 1], 2)
