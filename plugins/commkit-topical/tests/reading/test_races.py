"""No list has more posts, and no member more lists, than the settings let them, however many are added at once."""

from threading import Barrier, get_ident
from typing import Any

import pytest

from commkit import Conflict
from commkit.communities import UpdateSettings
from commkit_topical import (
    AddToReadingList,
    CreateReadingList,
    ListReadingLists,
    ReadReadingList,
    Topical,
)
from commkit_topical.reading import handlers
from commkit_topical.reading import statements as sql
from tests.plugin_processes import Sender

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


def _lists_made_at_once(town: Any) -> int:
    """Make two lists, which wait for each other in front of their insertion; gives how many there are."""
    town.do("owner", UpdateSettings("topical.reading_lists", {"max_lists": 1}))
    met, held = Barrier(2), set[int]()

    def hold(sql: str) -> None:
        if "INSERT INTO commkit_topical_reading_list" in sql and get_ident() not in held:
            held.add(get_ident())
            met.wait(timeout=20)

    town.kit.database.observer = hold
    try:
        town.at_once(*(lambda: town.do("ada", CreateReadingList("Later")),) * 2)
    finally:
        town.kit.database.observer = None
    return len(town.ask("ada", ListReadingLists(town.member("ada"))))


@pytest.mark.slow
def test_eight_processes_make_as_many_lists_as_one_may(town: Any) -> None:
    town.do("owner", UpdateSettings("topical.reading_lists", {"max_lists": 3}))
    told = Sender(town.url, Topical, "gardens", "ada").send(*[CreateReadingList("Later")] * 3)
    assert sorted(set(told)) == ["done", "topical.too_many_reading_lists"]
    assert told.count("done") == 3
    assert len(town.ask("ada", ListReadingLists(town.member("ada")))) == 3


@pytest.mark.postgres
def test_control_without_the_lock_there_are_too_many_lists(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "lock_member", lambda context, member: True)
    assert _lists_made_at_once(postgres_town) == 2
