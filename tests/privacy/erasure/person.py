"""A person whose key and words are found wherever they are left, and their erasure beside what a test does."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from sqlalchemy import select

from commkit import SYSTEM, Kit
from commkit.posts import CreateThread
from commkit.privacy import ErasePerson, ErasureResult
from commkit.testing.snapshots import tables_of
from tests.helpers import do

KEY = "user:xkanarienvogelx"
CANARY = "xkanarienvogelx"
THREAD = CreateThread(kind="question", title=f"Why {CANARY}?", body="So.")


def traces(kit: Kit) -> list[str]:
    """Every value of every row that holds the person's key, name or words."""
    lines: list[str] = []
    with kit.database.engine.connect() as connection:
        for table in tables_of(kit):
            for row in connection.execute(select(table)):
                lines += [f"{table.name}: {value!r}" for value in row if CANARY in repr(value)]
    return lines


@contextmanager
def erasure(kit: Kit) -> Iterator[Callable[[], Future[ErasureResult]]]:
    """Lets a test start the erasure beside its session; at the end it has committed, on both databases."""
    started: list[Future[ErasureResult]] = []
    with ThreadPoolExecutor(1) as pool:

        def start() -> Future[ErasureResult]:
            started.append(pool.submit(do, kit, SYSTEM, None, ErasePerson(KEY)))
            return started[0]

        yield start
        started[0].result()
