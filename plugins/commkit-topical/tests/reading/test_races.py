"""Of two posts that are added at once to a list with room for one, one is added."""

from threading import Barrier, get_ident
from typing import Any

import pytest

from commkit import Conflict
from commkit.communities import UpdateSettings
from commkit_topical import AddToReadingList, CreateReadingList, ReadReadingList
from commkit_topical.reading import statements as sql

LOCKS, ADDS = "FOR UPDATE", "INSERT INTO commkit_topical_reading_item"


def _added_at_once(town: Any, *, held_at: str) -> tuple[list[Any], int]:
    """Add two posts, which wait for each other in front of a statement; gives what became of them, and of the list."""
    town.do("owner", UpdateSettings("topical.reading_lists", {"max_items": 1}))
    first, second = (town.opinion(title) for title in ("Roses", "Tulips"))
    reading = town.do("ada", CreateReadingList("Later"))
    met, held = Barrier(2, timeout=20), set[int]()

    def hold(sql: str) -> None:
        if "commkit_topical_reading" in sql and held_at in sql and get_ident() not in held:
            held.add(get_ident())
            met.wait()

    town.kit.database.observer = hold
    try:
        outcomes = town.at_once(
            lambda: town.do("ada", AddToReadingList(reading.id, first.id)),
            lambda: town.do("ada", AddToReadingList(reading.id, second.id)),
        )
    finally:
        town.kit.database.observer = None
    return outcomes, len(town.ask("ada", ReadReadingList(reading.id)).items)


@pytest.mark.postgres
def test_one_of_two_is_added(postgres_town: Any) -> None:
    outcomes, kept = _added_at_once(postgres_town, held_at=LOCKS)
    assert kept == 1
    assert [one.code for one in outcomes if isinstance(one, Conflict)] == ["topical.reading_list_full"]


@pytest.mark.postgres
def test_control_without_the_lock_both_are(postgres_town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "LOCK", sql.ONE)
    _, kept = _added_at_once(postgres_town, held_at=ADDS)
    assert kept == 2
