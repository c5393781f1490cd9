"""Pages of suggestions: each order reads along its own index, whole and without gaps; the roadmap; hot statements."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from commkit import Invalid, Kit
from commkit.feedback import (
    ListMySuggestionVotes,
    ListSuggestions,
    ListSuggestionsByTag,
    ReadRoadmap,
    Suggestion,
    SuggestionKind,
    SuggestionStatus,
    UpdateSuggestionStatus,
    VoteOnSuggestion,
)
from commkit.feedback.suggestions import statements as sql
from commkit.runtime.composing.hiding import compose_visibility
from commkit.runtime.storage.prepared import prepare
from commkit.spaces import CreateSpace
from commkit.testing.clock import ManualClock
from tests.feedback.helpers import DAY, member, suggest
from tests.helpers import ask, assert_refused, do

S = SuggestionStatus


def all_pages(kit: Kit, query: Any, **fields: Any) -> list[Any]:
    found: list[Any] = []
    after = None
    while True:
        page = ask(kit, "bob", "town", query(**fields, after=after, limit=2))
        found += page.items
        after = page.next
        if after is None:
            return found


@pytest.fixture
def made(both: Kit, clock: ManualClock) -> list[Suggestion]:
    """Seven suggestions: odd ones are problems; 1, 3 and 5 have votes; 4 and 5, then 2, are planned."""
    found = []
    for number in range(7):
        kind = (SuggestionKind.IDEA, SuggestionKind.PROBLEM)[number % 2]
        found.append(suggest(both, kind=kind, title=f"Number {number}", tags=("ui",) if number < 3 else ()))
        clock.advance(DAY)
    for number, voters in ((1, ("ada",)), (3, ("ada", "bob")), (5, ("ada", "bob", "eve"))):
        for key in voters:
            do(both, key, "town", VoteOnSuggestion(found[number].id))
    for number in (4, 5, 2):
        clock.advance(DAY)
        do(both, "sue", "town", UpdateSuggestionStatus(found[number].id, S.PLANNED))
    return found


def numbers(found: list[Suggestion]) -> list[int]:
    return [int(one.title.rpartition(" ")[2]) for one in found]


def test_every_order_lists_each_suggestion_once(both: Kit, made: list[Suggestion]) -> None:
    for fields, order in (
        ({"order": "score"}, [5, 3, 1, 6, 4, 2, 0]),
        ({"order": "newest"}, [6, 5, 4, 3, 2, 1, 0]),
        ({"order": "score", "status": S.PLANNED}, [5, 4, 2]),
        ({"order": "newest", "status": S.PLANNED}, [2, 5, 4]),
        ({"order": "score", "kind": SuggestionKind.PROBLEM}, [5, 3, 1]),
        ({"order": "newest", "kind": SuggestionKind.IDEA}, [6, 4, 2, 0]),
        ({"order": "score", "status": S.NEW, "kind": SuggestionKind.IDEA}, [6, 0]),
        ({"order": "newest", "status": S.PLANNED, "kind": SuggestionKind.PROBLEM}, [5]),
    ):
        assert numbers(all_pages(both, ListSuggestions, **fields)) == order, fields
    assert numbers(all_pages(both, ListSuggestionsByTag, tag="ui")) == [2, 1, 0]
    mine = [vote.suggestion for vote in all_pages(both, ListMySuggestionVotes)]
    assert mine == [made[5].id, made[3].id]


def test_a_cursor_of_another_query_is_refused(both: Kit, made: list[Suggestion]) -> None:
    assert made
    newest = ask(both, "bob", "town", ListSuggestions(order="newest", limit=1)).next
    for query in (
        ListSuggestions(order="score", after=newest),
        ListSuggestions(after="!"),
        ListMySuggestionVotes(after="AAAA"),
    ):
        with assert_refused(Invalid, "runtime.invalid"):
            ask(both, "bob", "town", query)


def test_the_roadmap(both: Kit, made: list[Suggestion], clock: ManualClock) -> None:
    do(both, "sue", "town", UpdateSuggestionStatus(made[5].id, S.IN_PROGRESS))
    for number in (6, 0):
        clock.advance(DAY)
        do(both, "sue", "town", UpdateSuggestionStatus(made[number].id, S.DONE, "There."))
    columns = ask(both, None, "town", ReadRoadmap())
    assert [(column.status, numbers(list(column.suggestions))) for column in columns] == [
        (S.PLANNED, [4, 2]),
        (S.IN_PROGRESS, [5]),
        (S.DONE, [0, 6]),
    ]
    assert [len(column.suggestions) for column in ask(both, None, "town", ReadRoadmap(1))] == [1, 1, 1]


def test_those_of_a_space_and_of_an_author(both: Kit, made: list[Suggestion]) -> None:
    space = do(both, "owner", "town", CreateSpace("garden", "Garden")).id
    suggest(both, title="Number 7", space=space)
    suggest(both, "bob", title="Number 8", space=space, kind=SuggestionKind.PROBLEM)
    ada, bob = (member(both, key) for key in ("ada", "bob"))
    for order in ("score", "newest"):
        for fields, expected in (
            ({"space": space}, [8, 7]),
            ({"space": space, "author": ada}, [7]),
            ({"space": space, "kind": SuggestionKind.PROBLEM, "status": S.NEW}, [8]),
            ({"author": bob}, [8]),
            ({"author": bob, "status": S.DONE}, []),
        ):
            assert numbers(all_pages(both, ListSuggestions, order=order, **fields)) == expected, fields
    assert made


INDEXES = {
    ("score", ""): "ix_commkit_suggestion_score",
    ("score", "kind"): "ix_commkit_suggestion_score",
    ("newest", ""): "ix_commkit_suggestion_newest",
    ("newest", "kind"): "ix_commkit_suggestion_newest",
    ("score", "status"): "ix_commkit_suggestion_status",
    ("score", "kind status"): "ix_commkit_suggestion_status",
    ("newest", "status"): "ix_commkit_suggestion_moved",
    ("newest", "kind status"): "ix_commkit_suggestion_moved",
    ("score", "space"): "ix_commkit_suggestion_space_score",
    ("newest", "space"): "ix_commkit_suggestion_space_newest",
    ("newest", "author"): "ix_commkit_suggestion_author",
}


@pytest.mark.parametrize("page", INDEXES)
def test_each_page_uses_its_index(town: Kit, page: tuple[str, str]) -> None:
    visibility = compose_visibility(town.registry.features.values(), {})
    order, filters = page
    prepared = prepare(sql.page(order, frozenset(filters.split())), town.database.dialect, visibility)
    with closing(sqlite3.connect(str(town.database.url.database))) as driver:
        explained = f"EXPLAIN QUERY PLAN {prepared.sql}"
        plan = [
            detail for *_, detail in driver.execute(explained, prepared.bind(dict.fromkeys(prepared.names)))
        ]
    assert any(f"INDEX {INDEXES[page]} " in step for step in plan), plan
    assert not any("TEMP B-TREE" in step or step == "SCAN" for step in plan), plan
