"""What most tests do: somebody does something somewhere, and it works or is refused."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from time import sleep
from typing import Any, TypeVar

import pytest
from sqlalchemy import text

from commkit import SYSTEM, Command, CommkitError, Invalid, Kit, MemberId, Query
from commkit.runtime.sessions.composition import Actor
from commkit.testing.counters import recount
from commkit.testing.snapshots import differences, snapshot

R = TypeVar("R")
T = TypeVar("T")


def do(kit: Kit, actor: Actor, place: str | None, command: Command[R]) -> R:
    """One command in a unit of its own."""
    return kit.transact(actor, place, lambda session: session.do(command))


def ask(kit: Kit, actor: Actor, place: str | None, query: Query[R]) -> R:
    """One question in a unit of its own."""
    with kit.session(actor, place, read_only=True) as session:
        return session.ask(query)


def member_id(kit: Kit, actor: str, place: str = "town") -> MemberId:
    """The member id of a user of the host."""
    with kit.session(actor, place, read_only=True) as session:
        return session.member


def emitted_facts(kit: Kit, actor: Actor, place: str | None, command: Command[Any]) -> list[Any]:
    """The facts that one command tells."""
    with kit.session(actor, place) as session:
        session.do(command)
        return list(session.facts)


@contextmanager
def assert_refused(kind: type[CommkitError], code: str) -> Iterator[None]:
    """What happens inside is refused with this very error."""
    with pytest.raises(CommkitError) as caught:
        yield
    assert (type(caught.value), caught.value.code) == (kind, code), caught.value


@contextmanager
def assert_invalid(**faults: str) -> Iterator[None]:
    """What happens inside is Invalid, with just these faults by field."""
    with pytest.raises(Invalid) as caught:
        yield
    assert {error.path: error.code for error in caught.value.errors} == faults


@contextmanager
def assert_unchanged(kit: Kit) -> Iterator[None]:
    """What happens inside leaves every table as it was."""
    before = snapshot(kit)
    yield
    assert differences(before, snapshot(kit)) == []


def assert_counters_hold(kit: Kit, place: str) -> None:
    """Every counter of a community equals its count."""
    with kit.session(SYSTEM, place) as session:
        assert recount(session) == ()


def result_or_error(work: Callable[[], Any]) -> Any:
    """What it gives, or the class, code and message of the error it raises."""
    try:
        return work()
    except CommkitError as error:
        return type(error), error.code, error.message


def run_concurrently(count: int, work: Callable[[int], T]) -> list[T | CommkitError]:
    """Run `work(0)` to `work(count - 1)` in threads that start together; errors of ours are results."""
    start = Barrier(count)

    def run(number: int) -> T | CommkitError:
        start.wait()
        try:
            return work(number)
        except CommkitError as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def count_lock_waiters(kit: Kit) -> int:
    """How many transactions of this PostgreSQL database wait for the lock of another one."""
    # Locks of transactions belong to no database in `pg_locks`, and others use this server, too.
    waiters = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with kit.database.engine.connect() as connection:
        return int(connection.scalar(waiters) or 0)


def wait_for_lock_waiter(kit: Kit) -> None:
    """Until a transaction of this PostgreSQL database waits for the lock of another one."""
    for _ in range(3_000):
        if count_lock_waiters(kit):
            return
        sleep(0.01)
    raise AssertionError("nobody came to wait for a lock")
