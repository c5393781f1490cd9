"""A writer on SQLite is killed again and again: what it had acknowledged is there, once and whole."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commkit import Kit
from commkit.testing.faults import FaultSchedule, inject_faults, kill_at_random, kill_at_step
from tests.faults.acknowledged_writes import (
    Acknowledged,
    acknowledge_early,
    doubled,
    grant,
    lost,
    torn,
    write_on,
)
from tests.runtime.processes import CONTEXT
from tests.sample import create_community, new_kit

KILLS = 200


def kill(work: Any, url: str, first: int, chance: random.Random) -> list[Any]:
    told: list[Any] = kill_at_random(work, url, first, chance=chance, start_method=CONTEXT)
    return told


@pytest.mark.slow
def test_kills_lose_duplicate_and_split_nothing(
    sqlite_kit: Kit, sqlite_url: str, share: Callable[[int], int]
) -> None:
    chance = random.Random(20)
    create_community(sqlite_kit)
    acknowledged: list[Acknowledged] = []
    for _ in range(share(KILLS)):
        # Each client goes on where the one before heard no answer: what may be there already is sent again.
        acknowledged += kill(write_on, sqlite_url, len(acknowledged), chance)
    assert len(acknowledged) >= share(KILLS)
    assert lost(sqlite_kit, acknowledged) == []
    assert doubled(sqlite_kit) == []
    assert torn(sqlite_kit) == []
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_control_what_is_acknowledged_before_the_commit_is_lost(sqlite_kit: Kit, sqlite_url: str) -> None:
    chance = random.Random(20)
    create_community(sqlite_kit)
    acknowledged: list[Acknowledged] = []
    for _ in range(KILLS):
        acknowledged += kill(acknowledge_early, sqlite_url, len(acknowledged), chance)
        if lost(sqlite_kit, acknowledged):
            break
    assert lost(sqlite_kit, acknowledged) != []


def one_thread(schedule: FaultSchedule, url: str, keyed: bool) -> None:
    with closing(new_kit(url)) as kit, inject_faults(kit, schedule) as twin:
        grant(twin, 1, keyed=keyed)


@pytest.mark.parametrize("keyed", [True, False], ids=["with a key", "control: without a key"])
def test_who_is_killed_anywhere_in_a_unit_may_send_again(
    sqlite_kit: Kit, sqlite_url: str, *, keyed: bool
) -> None:
    create_community(sqlite_kit)
    at = 1
    while kill_at_step(one_thread, sqlite_url, keyed, at=at, start_method=CONTEXT):
        at += 1
        assert torn(sqlite_kit, keyed=keyed) == []
    assert at > 6
    # Somebody was killed after the commit and before the answer, and then asked again.
    assert doubled(sqlite_kit) == ([] if keyed else ["thread 1"])


def write_the_outbox_later(acknowledge: Callable[[str], None], file: str, number: int) -> None:
    """The control: what many applications do, a row and then its outbox row, in two transactions."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # what is tested is the gap, not the disk
        for written in range(1_000_000):
            key = f"{number}-{written}"
            connection.execute("INSERT INTO control_post VALUES (?)", (key,))
            connection.execute("INSERT INTO control_outbox VALUES (?)", (key,))
            acknowledge(key)


def test_control_an_outbox_in_a_second_transaction_mismatches(tmp_path: Path) -> None:
    file = str(tmp_path / "control.db")
    chance = random.Random(20)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript("CREATE TABLE control_post (key); CREATE TABLE control_outbox (key)")
        torn = 0
        for number in range(KILLS):
            kill(write_the_outbox_later, file, number, chance)
            (torn,) = connection.execute(
                "SELECT count(*) FROM control_post WHERE key NOT IN (SELECT key FROM control_outbox)"
            ).fetchone()
            if torn:
                break
    assert torn > 0
