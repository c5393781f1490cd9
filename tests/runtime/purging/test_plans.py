"""Each window is a stretch of an index, and each of its rows is found by the primary key, on both databases."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from attrs import evolve
from sqlalchemy import Index, text

from commkit import Kit
from commkit.core import CORE_FEATURES
from commkit.runtime.composing.retention import PurgeRule, compose_retention
from commkit.runtime.delivery.retention import RUNTIME_RETENTION
from commkit.runtime.model.ids import Ids
from commkit.runtime.storage.prepared import Prepared, prepare
from commkit.runtime.storage.retention import PurgeStatements, age_bound, start_of
from commkit.runtime.storage.tables import audit, delivery, outbox
from tests.runtime.purging.purges import add
from tests.sample import new_kit

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RULES = compose_retention(CORE_FEATURES, {})
ROWS = 6_000


def values_of(rule: PurgeRule) -> dict[str, Any]:
    before = age_bound(rule.retention.age, NOW - timedelta(days=30))
    return {**start_of(rule.retention), "before": before, "now": NOW, "size": 500}


def index_of(rule: PurgeRule, *, sqlite: bool) -> str:
    """The name of the index that the windows of a kind walk."""
    table = rule.retention.table
    if rule.retention.by_key:
        return f"sqlite_autoindex_{table.name}_1" if sqlite else f"{table.name}_pkey"
    return next(str(index.name) for index in indexes(rule) if next(iter(index.columns)) is rule.retention.age)


def indexes(rule: PurgeRule) -> set[Index]:
    return rule.retention.table.indexes


@pytest.fixture(scope="module")
def sqlite(_migrated_file: Any) -> Iterator[Kit]:
    with closing(new_kit(f"sqlite:///{_migrated_file}")) as kit:
        yield kit


def sqlite_plan(kit: Kit, prepared: Prepared, rule: PurgeRule) -> list[str]:
    assert prepared.sql is not None
    with kit.database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        found = driver.execute(f"EXPLAIN QUERY PLAN {prepared.sql}", prepared.bind(values_of(rule)))
        return [row[3] for row in found]


@pytest.mark.parametrize("kind", RULES)
def test_on_sqlite(sqlite: Kit, kind: str) -> None:
    rule = RULES[kind]
    for statement in (rule.statements.window_end, rule.statements.delete):
        plan = sqlite_plan(sqlite, prepare(statement, sqlite.database.dialect, None), rule)
        assert any(f"INDEX {index_of(rule, sqlite=True)} " in step for step in plan), plan
        assert [step for step in plan if step.startswith("SCAN")] in ([], ["SCAN window"]), plan
        sorted_by_hand = [step for step in plan if "TEMP B-TREE" in step]
        assert all("RIGHT PART" in step or "LAST" in step for step in sorted_by_hand), "only rows of one age"


def test_control_a_column_without_an_index_is_seen(sqlite: Kit) -> None:
    kind = next(kind for kind in RUNTIME_RETENTION if kind.name == "outbox")
    by_time = evolve(kind, age=outbox.c.at)
    rule = PurgeRule(by_time, timedelta(days=30), PurgeStatements(by_time))
    plan = sqlite_plan(sqlite, prepare(rule.statements.window_end, sqlite.database.dialect, None), rule)
    assert any(step.startswith("SCAN") for step in plan)


@pytest.fixture(scope="module")
def grown(postgres: Any, _migrated_database: str) -> Iterator[Kit]:
    """A database that has grown, and that nobody ever analysed."""
    with postgres.database(template=_migrated_database) as url, closing(new_kit(url)) as kit:
        with kit.database.engine.begin() as connection:
            for table in (outbox, delivery, audit):
                connection.execute(text(f"ALTER TABLE {table.name} SET (autovacuum_enabled = off)"))
        ids, community = Ids(), uuid4()
        facts = [
            (ids.new(NOW - timedelta(minutes=5 * n)), NOW - timedelta(minutes=5 * n)) for n in range(ROWS)
        ]
        add(kit, outbox, [
            {"community_id": community, "id": id, "type": "", "fact": "a", "body": "{}", "at": at, "routed_at": at}
            for id, at in facts
        ])  # fmt: skip
        add(kit, delivery, [
            {"community_id": community, "subscriber": "a:b", "fact_id": id, "attempts": 1, "due_at": at,
             "leased_until": None, "worker": None, "done_at": at, "parked_at": None, "held_at": None,
             "needs": None, "error": None} for id, at in facts
        ])  # fmt: skip
        add(kit, audit, [
            {"community_id": community, "id": id, "command": "a", "member": None, "result": None, "at": at}
            for id, at in facts
        ])  # fmt: skip
        yield kit


def postgres_plan(kit: Kit, prepared: Prepared, rule: PurgeRule) -> str:
    assert prepared.sql is not None
    with kit.database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        rows = driver.execute(
            f"EXPLAIN {prepared.sql}", prepared.bind(values_of(rule)), prepare=False
        ).fetchall()
        driver.rollback()
    return "\n".join(row[0] for row in rows)


LARGE = ("outbox", "deliveries", "audit")


def postgres_plans(kit: Kit, rule: PurgeRule) -> Iterator[str]:
    for statement in (rule.statements.window_end, rule.statements.delete):
        yield postgres_plan(kit, prepare(statement, kit.database.dialect, None), rule)


@pytest.mark.postgres
@pytest.mark.parametrize("kind", LARGE)
def test_windows_on_postgresql_that_nobody_analysed(grown: Kit, kind: str) -> None:
    rule = RULES[kind]
    end, _ = postgres_plans(grown, rule)
    assert re.search(f"(using|Scan on) {index_of(rule, sqlite=False)}", end), end
    assert f"Seq Scan on {rule.retention.table.name}" not in end, end


@pytest.mark.postgres
@pytest.mark.parametrize("kind", LARGE)
def test_on_postgresql(grown: Kit, kind: str) -> None:
    rule = RULES[kind]
    with grown.database.engine.begin() as connection:
        connection.execute(text(f"ANALYZE {rule.retention.table.name}"))
    for plan in postgres_plans(grown, rule):
        assert f"using {index_of(rule, sqlite=False)}" in plan, plan
        assert not re.search(f"Seq Scan on ({rule.retention.table.name}|commkit_delivery)", plan), plan
        assert not re.search(r"(->  |^)Sort ", plan), (
            "in the order of the index, so it stops behind the window"
        )


@pytest.mark.postgres
def test_control_a_walk_without_an_index_is_seen(grown: Kit) -> None:
    kind = next(kind for kind in RUNTIME_RETENTION if kind.name == "outbox")
    by_time = evolve(kind, age=outbox.c.at)
    rule = PurgeRule(by_time, timedelta(days=30), PurgeStatements(by_time))
    plan = postgres_plan(grown, prepare(rule.statements.window_end, grown.database.dialect, None), rule)
    assert "Seq Scan on commkit_outbox" in plan
