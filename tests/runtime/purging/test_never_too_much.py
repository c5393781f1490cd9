"""Whatever there is and however long it is kept: just what is old enough goes, and what is needed never."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from commkit import Kit
from commkit.runtime.composing.retention import compose_retention
from commkit.runtime.delivery import purging
from commkit.runtime.model.ids import LOBBY
from commkit.runtime.storage.tables import audit, delivery, idempotency, outbox
from commkit.testing.clock import ManualClock
from tests.runtime.purging.purges import DAY, add, batch, composition_of, make_all_due
from tests.sample import new_kit

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TABLES = (delivery, outbox, audit, idempotency)
KINDS = ("deliveries", "parked_deliveries", "outbox", "audit", "idempotency_keys")
AGES = st.one_of(st.integers(0, 12), st.sampled_from([3, 3, 3]))
"""Whole days, many of them alike."""


@frozen
class Sent:
    """A delivery: done or parked so many days ago, or open."""

    state: str
    age: int


@frozen
class Told:
    """A fact: routed so many days ago, or not yet, with its deliveries."""

    age: int
    routed: bool
    deliveries: tuple[Sent, ...]


FACTS = st.lists(
    st.builds(
        Told,
        AGES,
        st.booleans(),
        st.lists(
            st.builds(Sent, st.sampled_from(["done", "done", "parked", "open", "held", "leased"]), AGES),
            max_size=3,
        ).map(tuple),
    ),
    max_size=12,
)
KEPT = st.fixed_dictionaries(
    dict.fromkeys(KINDS, st.one_of(st.none(), st.integers(1, 9).map(lambda days: days * DAY)))
)


def is_old(age: int, kept_for: timedelta | None) -> bool:
    return kept_for is not None and age * DAY > kept_for


def rows_of(fact: Told, id: UUID) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    at = NOW - fact.age * DAY
    row = {"community_id": LOBBY, "id": id, "type": "", "fact": "club.rang", "body": "{}", "at": at,
           "routed_at": at if fact.routed else None}  # fmt: skip
    sent = [
        {"community_id": LOBBY, "subscriber": f"club.bell:{number}", "fact_id": id, "attempts": 1, "due_at": at,
         "leased_until": NOW if one.state == "leased" else None, "worker": None, "needs": None, "error": None,
         "done_at": NOW - one.age * DAY if one.state == "done" else None,
         "parked_at": NOW - one.age * DAY if one.state == "parked" else None,
         "held_at": at if one.state == "held" else None}
        for number, one in enumerate(fact.deliveries)
    ]  # fmt: skip
    return row, sent


def stays(one: Sent, kept: dict[str, timedelta | None]) -> bool:
    if one.state == "done":
        return not is_old(one.age, kept["deliveries"])
    return one.state != "parked" or not is_old(one.age, kept["parked_deliveries"])


def keys(kit: Kit, table: Any, *columns: str) -> set[tuple[Any, ...]]:
    with kit.database.engine.connect() as connection:
        return {tuple(row) for row in connection.execute(select(*(table.c[name] for name in columns)))}


@pytest.fixture(scope="module")
def sqlite_whole(_migrated_file: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    file = tmp_path_factory.mktemp("property") / "town.db"
    file.write_bytes(_migrated_file.read_bytes())
    with closing(new_kit(f"sqlite:///{file}", clock=ManualClock(NOW))) as kit:
        yield kit


@pytest.fixture(scope="module")
def postgres_whole(postgres: Any, _migrated_database: str) -> Iterator[Kit]:
    clock = ManualClock(NOW)
    with postgres.database(template=_migrated_database) as url, closing(new_kit(url, clock=clock)) as kit:
        yield kit


def check(
    kit: Kit, facts: list[Told], entries: list[int], kept: dict[str, timedelta | None], size: int
) -> None:
    """Make these rows, purge twice in batches of this size, and compare what is left."""
    with kit.database.engine.begin() as connection:
        for table in TABLES:
            connection.execute(delete(table))
    ids = composition_of(kit).ids
    made = [(fact, ids.new(NOW - fact.age * DAY)) for fact in facts]
    rows = [rows_of(fact, id) for fact, id in made]
    add(kit, outbox, [row for row, _ in rows])
    add(kit, delivery, [one for _, sent in rows for one in sent])
    logged = [(age, ids.new(NOW - age * DAY)) for age in entries]
    add(kit, audit, [
        {"community_id": LOBBY, "id": id, "command": "club.ring", "member": None, "result": None,
         "at": NOW - age * DAY} for age, id in logged
    ])  # fmt: skip
    add(kit, idempotency, [
        {"community_id": LOBBY, "actor": "user:ada", "key": str(id), "position": 0, "fingerprint": "",
         "result": None, "result_community": None, "at": NOW - age * DAY} for age, id in logged
    ])  # fmt: skip
    features = tuple(kit.registry.features.values())
    rules = compose_retention(features, kept)
    kit._composition = evolve(composition_of(kit), retention={kind: rules[kind] for kind in KINDS})
    for _ in range(2):  # facts go after their deliveries, in the pass behind it at the latest
        make_all_due(kit)
        while (found := batch(kit, size=size)).more:
            assert found.purged.total() <= size
    open_streams = {id for fact, id in made for one in fact.deliveries if stays(one, kept)}
    assert keys(kit, delivery, "fact_id", "subscriber") == {
        (id, f"club.bell:{number}")
        for fact, id in made
        for number, one in enumerate(fact.deliveries)
        if stays(one, kept)
    }
    assert keys(kit, outbox, "id") == {
        (id,)
        for fact, id in made
        if not fact.routed or id in open_streams or not is_old(fact.age, kept["outbox"])
    }
    assert keys(kit, audit, "id") == {(id,) for age, id in logged if not is_old(age, kept["audit"])}
    assert keys(kit, idempotency, "key") == {
        (str(id),) for age, id in logged if not is_old(age, kept["idempotency_keys"])
    }


FEW = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(FEW, max_examples=40)
@given(facts=FACTS, entries=st.lists(AGES, max_size=12), kept=KEPT, size=st.integers(1, 7))
def test_on_sqlite(
    sqlite_whole: Kit, facts: list[Told], entries: list[int], kept: dict[str, timedelta | None], size: int
) -> None:
    check(sqlite_whole, facts, entries, kept, size)


@pytest.mark.postgres
@settings(FEW, max_examples=25)
@given(facts=FACTS, entries=st.lists(AGES, max_size=12), kept=KEPT, size=st.integers(1, 7))
def test_on_postgresql(
    postgres_whole: Kit, facts: list[Told], entries: list[int], kept: dict[str, timedelta | None], size: int
) -> None:
    check(postgres_whole, facts, entries, kept, size)


def test_control_a_purge_that_asks_nobody_is_noticed(
    sqlite_whole: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "age_bound", lambda column, moment: NOW + DAY)
    kept = dict.fromkeys(KINDS, 5 * DAY)
    with pytest.raises(AssertionError):
        check(sqlite_whole, [Told(2, True, ())], [1, 2], kept, 7)
