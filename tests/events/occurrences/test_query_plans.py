"""Lists of the events of a space read the indexes made for them, where one community of 1,000 has half of all."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, insert

from benchmarks.forum import READER, SLUG
from benchmarks.lists import Place
from commkit import Kit
from commkit.events import EventAccess, ListMyEvents, ListPastEvents, ListUpcomingEvents, event, occurrence
from commkit.events.occurrences import statements as sql
from commkit.runtime.composing.hiding import compose_visibility
from commkit.runtime.model.ids import Ids
from commkit.runtime.storage.pages import FIRST_ID
from commkit.runtime.storage.prepared import prepare
from commkit.runtime.storage.statements import Statement, visible_statement
from commkit.testing.contexts import context_of
from tests.helpers import ask
from tests.plans import ENGINES, Town, explain, skewed_town

HALF, A_SERIES = 10_000, 2
"""Occurrences of the town, and those of each of its events."""
INDEXES = {
    ("upcoming", ""): "ix_commkit_occurrence_starts",
    ("upcoming", "space"): "ix_commkit_occurrence_space_starts",
    ("mine", ""): "ix_commkit_occurrence_starts",
    ("mine", "space"): "ix_commkit_occurrence_space_starts",
    ("past", ""): "ix_commkit_occurrence_ends",
    ("past", "space"): "ix_commkit_occurrence_space_ends",
}
"""The index in whose order a list is read, by the list and its filters."""
EVENT_BY_KEY = (
    r"commkit_event USING INDEX sqlite_autoindex_commkit_event_1 \(community_id=\? AND id=\?\)"
    r"|commkit_event_pkey on commkit_event .*\n.*\(id = commkit_occurrence.event\)"
)


@pytest.fixture(scope="module", params=ENGINES)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town with half of the occurrences of 1,001 communities, analysed."""
    with skewed_town(request, tmp_path_factory, fill, HALF) as made:
        yield made


def fill(connection: Connection, place: Place, occurrences: int, *, seed: int = 0) -> None:
    """Add events whose occurrences are an hour apart, half of them past; a third stands in no space."""
    random, ids = Random(seed), Ids()
    first = datetime.now(UTC) - timedelta(hours=occurrences // 2)
    events: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for number in range(occurrences):
        at = first + timedelta(hours=number)
        if number % A_SERIES == 0:
            events.append(_event(random, ids.new(at), place, at))
        rows.append(_occurrence(events[-1], ids.new(at), at, cancelled=random.random() < 0.1))
    connection.execute(insert(event), events)
    connection.execute(insert(occurrence), rows)


def _event(random: Random, id: UUID, place: Place, at: datetime) -> dict[str, Any]:
    spaces = place.spaces if random.random() > 0.3 else ()
    return dict.fromkeys(("title", "body", "location", "url", "rrule", "follow_up"), "") | {
        "community_id": place.community,
        "id": id,
        "uid": str(id),
        **_times(at),
        "time_zone": "UTC",
        "rdates": (),
        "exdates": (),
        "effective_from": "",
        "access": EventAccess.OPEN,
        "space": spaces[min(int(random.expovariate(0.5)), len(spaces) - 1)] if spaces else None,
        "remind_before": timedelta(),
        "host": random.choice(place.authors) if place.authors else None,
        **dict.fromkeys(("sequence", "version", "cohosts"), 0),
        "expanded_until": "",
        "created_at": at,
        "updated_at": at,
        "cancellation_reason": "",
    }


def _occurrence(event: dict[str, Any], id: UUID, at: datetime, *, cancelled: bool) -> dict[str, Any]:
    counters = ("going", "maybe", "declined", "waitlisted", "last_position", "checked_in", "rated", "stars")
    return dict.fromkeys(counters, 0) | {
        "community_id": event["community_id"],
        "id": id,
        "event": event["id"],
        "space": event["space"],
        "original_start": _times(at)["local_start"],
        **_times(at),
        "starts_at": at,
        "ends_at": at + timedelta(hours=2),
        "moved": False,
        "code_hash": "",
        "cancelled_at": at if cancelled else None,
        "cancellation_reason": "",
    }


def _times(at: datetime) -> dict[str, str]:
    return {
        "local_start": f"{at:%Y-%m-%dT%H:%M:%S}",
        "local_end": f"{at + timedelta(hours=2):%Y-%m-%dT%H:%M:%S}",
    }


def plan_of(town: Town, statement: Statement[Any]) -> str:
    with town.kit.session(READER, SLUG, read_only=True) as session:
        context = context_of(session)
        prepared = prepare(statement, town.kit.database.dialect, context.visibility)
        values: dict[str, Any] = {"community_id": context.community_id, "space": town.place.spaces[0]}
        values |= {"after_at": context.now, "after": FIRST_ID, "now": context.now, "size": 21}
        context.add_reader(values, prepared.permissions or {})
    return explain(town.kit, prepared, values)


def check(plan: str, index: str) -> None:
    """Check that a plan reads an index in its order, each event by its key, and no table as a whole."""
    assert re.search(rf"{index}\b", plan), plan
    assert re.search(EVENT_BY_KEY, plan), plan
    assert not re.search(r"SCAN commkit_|Seq Scan on commkit_(occurrence|event)\b", plan), plan
    assert not re.search(r"TEMP B-TREE|Sort", plan), plan


@pytest.mark.parametrize("show", ["upcoming", "mine", "past"])
def test_a_list_of_a_space_reads_its_index(town: Town, show: str) -> None:
    check(plan_of(town, sql.page(show, frozenset({"space"}))), INDEXES[show, "space"])


@pytest.mark.parametrize(("show", "filters"), INDEXES)
def test_each_list_does_where_nothing_was_analysed(sqlite_kit: Kit, show: str, filters: str) -> None:
    visibility = compose_visibility(sqlite_kit.registry.features.values(), {})
    statement = sql.page(show, frozenset(filters.split()))
    prepared = prepare(statement, sqlite_kit.database.dialect, visibility)
    values = dict.fromkeys(prepared.names or ())
    check(explain(sqlite_kit, prepared, values), INDEXES[show, filters])


def test_control_an_order_without_an_index_is_seen(town: Town) -> None:
    by_local_start = visible_statement(
        lambda visible: sql._shown(visible).order_by(occurrence.c.local_start).limit(20)
    )
    assert re.search(r"TEMP B-TREE|Sort", plan_of(town, by_local_start))


@pytest.mark.parametrize("query", [ListUpcomingEvents, ListMyEvents, ListPastEvents])
def test_a_list_of_a_space_takes_one_statement(town: Town, query: Any) -> None:
    seen: list[str] = []
    town.kit.database.observer = seen.append
    page = ask(town.kit, READER, SLUG, query(space=town.place.spaces[0]))
    town.kit.database.observer = None
    assert len(seen) == 2, "who asks, and what is found"
    assert len(page.items) == 20 or query is ListMyEvents
