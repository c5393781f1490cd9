"""Two workers that find a thread hot at once begin one cooling of it."""

from threading import Barrier, get_ident
from typing import Any

import pytest
from sqlalchemy import func, select, text

from commkit import SYSTEM
from commkit.communities import UpdateSettings
from commkit_topical.jobs import MeasureHeat
from commkit_topical.tables import cooling


def _heated(town: Any) -> Any:
    """A thread that nobody has measured yet."""
    thread = town.opinion()
    last = thread
    for number in range(8):
        last = town.reply(last.id, f"No! {number}", by=("bob", "ada")[number % 2])
    return thread


def _measured_at_once(town: Any) -> tuple[list[Any], int]:
    thread = _heated(town)
    looked, held = Barrier(2, timeout=20), set[int]()

    def hold(sql: str) -> None:
        if "INSERT INTO commkit_topical_cooling" in sql and get_ident() not in held:
            held.add(get_ident())
            looked.wait()

    town.kit.database.observer = hold
    try:
        found = town.at_once(*[lambda: town.do(SYSTEM, MeasureHeat(thread.id))] * 2)
    finally:
        town.kit.database.observer = None
    with town.kit.database.engine.connect() as connection:
        rows = connection.scalar(select(func.count()).select_from(cooling)) or 0
    return found, rows


@pytest.mark.postgres
def test_one_of_two_begins_it(postgres_town: Any) -> None:
    found, rows = _measured_at_once(postgres_town)
    assert rows == 1
    assert sum(each is None for each in found) == 1


@pytest.mark.postgres
def test_control_without_the_key_both_do(postgres_town: Any) -> None:
    with postgres_town.kit.database.engine.begin() as connection:
        connection.execute(
            text("ALTER TABLE commkit_topical_cooling DROP CONSTRAINT uq_commkit_topical_cooling_running")
        )
    _, rows = _measured_at_once(postgres_town)
    assert rows == 2


def test_measured_again_it_begins_once(sqlite_town: Any) -> None:
    town = sqlite_town
    town.do("owner", UpdateSettings("topical.cooling", {"hot": 0.5}))
    thread = _heated(town)
    assert town.do(SYSTEM, MeasureHeat(thread.id)) is not None
    assert town.do(SYSTEM, MeasureHeat(thread.id)) is None
