"""A writer is killed again and again; what it had acknowledged is there, whole, and nothing is there in part."""

import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

import pytest

from commkit.posts import Publish
from commkit.runtime.convert import from_json
from tests.runtime.processes import CONTEXT
from tests.sample import OWNER, found, new_kit

KILLS = 50


def write_until_killed(url: str, acknowledge: Connection, number: int) -> None:
    with closing(new_kit(url)) as kit:
        for written in range(1_000_000):
            key = f"{number}-{written}"
            with kit.session(OWNER, "town", idempotency_key=key) as session:
                post = session.do(Publish(kind="question", title=key, body="Is it kept?"))
            acknowledge.send((key, post.id.bytes))  # only now it is out of the transaction


def write_the_outbox_later_until_killed(url: str, acknowledge: Connection, number: int) -> None:
    """The control: what many applications do, a row and then its outbox row, in two transactions."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # what is tested is the gap, not the disk
        for written in range(1_000_000):
            key = f"{number}-{written}"
            connection.execute("INSERT INTO control_post VALUES (?)", (key,))
            connection.execute("INSERT INTO control_outbox VALUES (?)", (key,))
            acknowledge.send(key)


def killed_at_random(work: Any, url: str, number: int, chance: random.Random) -> list[Any]:
    """Start a writer, kill it at a random moment once it writes; gives what it had acknowledged."""
    hears, tells = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=work, args=(url, tells, number), daemon=True)
    process.start()
    tells.close()
    acknowledged = [hears.recv()]
    time.sleep(chance.uniform(0, 0.03))
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    while True:
        try:
            acknowledged.append(hears.recv())
        except (EOFError, OSError):
            break
    hears.close()
    assert process.exitcode == -signal.SIGKILL
    return acknowledged


@pytest.mark.slow
def test_fifty_kills_lose_nothing_and_tear_nothing(sqlite_url: str) -> None:
    chance = random.Random(20)
    with closing(new_kit(sqlite_url)) as kit:
        found(kit)
        acknowledged = []
        for number in range(KILLS):
            acknowledged += killed_at_random(write_until_killed, sqlite_url, number, chance)
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
            posts = dict(connection.execute("SELECT title, id FROM commkit_post"))
            told = connection.execute(
                "SELECT body FROM commkit_outbox WHERE fact = 'posts.published'"
            ).fetchall()
            noted = connection.execute(
                "SELECT result FROM commkit_audit WHERE command = 'posts.publish'"
            ).fetchall()
            keys = connection.execute("SELECT key, result FROM commkit_idempotency").fetchall()
            (count,) = connection.execute("SELECT post_count FROM commkit_membership").fetchone()
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert len(acknowledged) >= KILLS
        assert {key: posts.get(key) for key, _ in acknowledged} == dict(acknowledged)
        assert sorted(_post_of(body) for (body,) in told) == sorted(posts.values())
        assert sorted(result for (result,) in noted) == sorted(posts.values())
        assert dict(keys) == posts
        assert count == len(posts)

        # Whoever was killed before it heard the answer tries again with the same keys: nothing is added.
        for key, id in (
            *acknowledged[-5:],
            *((key, id) for key, id in posts.items() if key.startswith("49-")),
        ):
            with kit.session(OWNER, "town", idempotency_key=key) as session:
                again = session.do(Publish(kind="question", title=key, body="Is it kept?"))
            assert again.id.bytes == id
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
            assert connection.execute("SELECT count(*) FROM commkit_post").fetchone() == (len(posts),)
            assert connection.execute("SELECT count(*) FROM commkit_idempotency").fetchone() == (len(posts),)


@pytest.mark.slow
def test_control_an_outbox_in_a_second_transaction_mismatches(tmp_path: Any) -> None:
    file = tmp_path / "control.db"
    chance = random.Random(20)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript("CREATE TABLE control_post (key); CREATE TABLE control_outbox (key)")
        for number in range(4 * KILLS):
            killed_at_random(write_the_outbox_later_until_killed, f"sqlite:///{file}", number, chance)
            torn = connection.execute(
                "SELECT count(*) FROM control_post WHERE key NOT IN (SELECT key FROM control_outbox)"
            ).fetchone()[0]
            if torn:
                break
    assert torn > 0


def _post_of(body: str) -> bytes:
    return UUID(from_json(body)["post"]).bytes
