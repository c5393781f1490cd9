"""Workers that are killed amid a retention, and workers that meet in one: each thread goes wholly, and once."""

import json
import sys
from subprocess import run
from typing import Any

import pytest
from sqlalchemy import text

from commkit.posts import CreatePoll, CreateReply, EditPost
from commkit_internal import SetRetention
from tests.processes import at_once_in_processes

pytestmark = pytest.mark.slow

THREADS = 5
DAYS, NOTICE = 30, 14
TABLES = ("post", "revision", "poll", "search_entry")
"""Where there is something of each thread."""

_SCRIPT = """
import json, os, signal, sys
from datetime import datetime, timedelta
from sqlalchemy import text
from commkit import Kit
from commkit.testing.clock import ManualClock
from commkit_internal import Internal
from commkit_internal.retention import jobs

url, now, is_apart, tables = json.loads(sys.stdin.read())
now = datetime.fromisoformat(now)
jobs.BATCH_SIZE = 2

def look(kit):
    with kit.database.engine.connect() as connection:
        rows = {table: str(connection.execute(text(f"SELECT * FROM commkit_{table}")).all()) for table in tables}
    return [sorted(table for table in tables if f"word{n}x" in rows[table]) for n in range(THREADS)]

def attempt(number):
    # the leases of those that died have run out
    kit = Kit(url, plugins=[Internal()], clock=ManualClock(now + timedelta(minutes=10) * number))
    print(json.dumps(look(kit)), flush=True)
    left = [None]
    def die(sql):
        if sql.startswith("DELETE FROM commkit_hidden_post"):
            left[0] = number % 29
        if left[0] is not None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
    if is_apart:  # the control: what was hidden is committed before the rest is done
        from commkit.posts.expiry import handlers
        forget = handlers.forget_rows
        def apart(context, *given, **values):
            context.connection.exec_driver_sql("COMMIT")
            context.connection.exec_driver_sql("BEGIN")
            return forget(context, *given, **values)
        handlers.forget_rows = apart
    if number < ATTEMPTS:
        kit.database.observer = die
    kit.worker(attempts=50).drain()
    os._exit(0)

number = 0
while number <= ATTEMPTS:
    child = os.fork()
    if not child:
        attempt(number)
    os.waitpid(child, 0)
    number += STEP
""".replace("THREADS", str(THREADS))


def old_threads(town: Any) -> None:
    """Threads that are old by now, each with a word in an earlier version, a poll and the index."""
    for number in range(THREADS):
        post = town.topic("ada", f"word{number}x, first")
        town.do("ada", EditPost(post=post.id, version=1, body=f"word{number}x, second"))
        town.do("bob", CreateReply(post.id, f"word{number}x, too"))
        poll = CreatePoll(post=post.id, question=f"word{number}x?", choices=("yes", "no"))
        town.do("ada", poll)
    town.do("stew", SetRetention("topic", DAYS))
    town.kit.worker().drain()
    town.clock.advance(town.days(DAYS + NOTICE))


def deaths(town: Any, *, is_apart: bool, attempts: int = 58, step: int = 2) -> list[list[list[str]]]:
    """Where there is something of each thread, ahead of each attempt; all but the last one are killed on their way."""
    script = _SCRIPT.replace("ATTEMPTS", str(attempts)).replace("STEP", str(step))
    given = json.dumps([town.url, town.clock.now.isoformat(), is_apart, TABLES])
    done = run(
        [sys.executable, "-c", script], input=given, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def halves(seen: list[list[list[str]]]) -> list[list[str]]:
    """What was seen of threads of which some is gone, and some is not."""
    return [of for look in seen for of in look if of not in ([], sorted(TABLES))]


def applied(town: Any) -> int:
    """How many threads expired, by the facts."""
    return sum(fact["threads"] for fact in facts(town, "internal.retention_applied"))


def facts(town: Any, name: str) -> list[dict[str, Any]]:
    with town.kit.database.engine.connect() as connection:
        found = connection.execute(
            text("SELECT body FROM commkit_outbox WHERE fact = :name ORDER BY id"), {"name": name}
        )
        return [row if isinstance(row, dict) else json.loads(row) for row in found.scalars()]


def test_a_killed_worker_leaves_each_thread_wholly_or_not_at_all(town: Any) -> None:
    old_threads(town)
    seen = deaths(town, is_apart=False)
    assert seen[0] == [sorted(TABLES)] * THREADS
    assert len({str(look) for look in seen}) > 1, "some were killed between batches"
    assert halves(seen) == []
    assert town.bodies() == town.bodies("revision") == {""}
    gone = [id for fact in facts(town, "posts.threads_expired") for id in fact["threads"]]
    assert len(gone) == len(set(gone)) == applied(town) == THREADS


def test_control_in_two_transactions_a_thread_is_left_half(sqlite_town: Any) -> None:
    old_threads(sqlite_town)
    assert halves(deaths(sqlite_town, is_apart=True))


PRELUDE = """
from commkit_internal import Internal
from commkit_internal.retention.jobs import ApplyRetention

def kit_of(url, clock):
    return Kit(url, plugins=[Internal()], clock=clock)
"""
WITHOUT_LOCKS = """
from sqlalchemy import Select
from commkit_internal.retention import jobs

Select.with_for_update = lambda self, **how: self
jobs.lock_holds = lambda context: None
"""
APPLY = ("SYSTEM", f"session.do(ApplyRetention('topic', {DAYS}))")


def test_two_rounds_at_once_take_each_thread_once(town: Any) -> None:
    old_threads(town)
    assert sorted(at_once_in_processes(town, PRELUDE, [APPLY, APPLY])) == ["0", str(THREADS)]
    assert applied(town) == THREADS
    assert town.bodies() == {""}


def test_two_workers_at_once_take_each_thread_once(town: Any) -> None:
    old_threads(town)
    worker = ("worker", "")
    patch = "from commkit_internal.retention import jobs\njobs.BATCH_SIZE = 2"
    assert at_once_in_processes(town, PRELUDE, [worker, worker], patch=patch) == ["0", "0"]
    town.kit.worker().drain()
    assert applied(town) == THREADS
    assert town.bodies() == {""}


@pytest.mark.postgres
def test_control_without_locks_threads_go_twice(postgres_town: Any) -> None:
    """SQLite has one writer at a time, with the locks and without."""
    old_threads(postgres_town)
    at_once_in_processes(
        postgres_town, PRELUDE, [APPLY, APPLY], patch=WITHOUT_LOCKS, hold="UPDATE commkit_post "
    )
    assert applied(postgres_town) > THREADS
