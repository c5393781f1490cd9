"""Each page and look-up of moderation names its index, on an empty database that nobody ever analysed."""

from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit import Kit
from commkit.moderation.appeals import statements as appeals
from commkit.moderation.cases import statements as cases
from commkit.moderation.checks import statements as checks
from commkit.moderation.decisions import statements as decisions
from commkit.moderation.slow_mode import statements as slow_mode
from commkit.moderation.strikes import statements as strikes
from commkit.moderation.tables import report
from commkit.runtime.composing.hiding import compose_visibility
from commkit.runtime.storage.prepared import prepare
from commkit.runtime.storage.statements import statement

PLANS: dict[str, tuple[Any, str]] = {
    "queue": (cases.QUEUE, "ix_commkit_case_open"),
    "waiting": (cases.OPEN_SINCE, "ix_commkit_case_open"),
    "a case": (cases.CASE, "sqlite_autoindex_commkit_case_1"),
    "detections": (cases.DETECTIONS, "ix_commkit_detection_case"),
    "reporters": (cases.REPORTERS, "ix_commkit_report_decision"),
    "close reports": (cases.CLOSE_REPORTS, "uq_commkit_report_open"),
    "my statements": (appeals.MY_STATEMENTS_OF_REASONS, "ix_commkit_decision_member"),
    "my decision": (appeals.MY_DECISION, "ix_commkit_decision_member"),
    "decisions of an object": (decisions.ABOUT_OBJECT, "ix_commkit_decision_object"),
    "log": (decisions.LOG, "sqlite_autoindex_commkit_decision_1"),
    "handled": (decisions.COUNTS_BY_DECIDER, "ix_commkit_decision_by"),
    "strikes": (strikes.COUNTING, "ix_commkit_strike_member"),
    "pause of a thread": (slow_mode.PAUSE, "sqlite_autoindex_commkit_thread_slow_mode_1"),
    "purge of fingerprints": (checks.PURGE, "ix_commkit_post_fingerprint_at"),
}
SORTED_BY_HAND = {"handled"}
"""Groups are counted after the index found them."""


def plan_of(kit: Kit, hot: Any) -> list[str]:
    visibility = compose_visibility(kit.registry.features.values(), {})
    prepared = prepare(hot, kit.database.dialect, visibility)
    raw = kit.database.engine.raw_connection()
    values = prepared.bind(dict.fromkeys(prepared.names))
    rows = raw.cursor().execute(f"EXPLAIN QUERY PLAN {prepared.sql}", values).fetchall()
    raw.close()
    return [detail for *_, detail in rows]


@pytest.mark.parametrize("name", PLANS)
def test_it_uses_its_index(sqlite_kit: Kit, name: str) -> None:
    hot, index = PLANS[name]
    plan = plan_of(sqlite_kit, hot)
    assert any(f"INDEX {index} " in step for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan
    assert name in SORTED_BY_HAND or not any("TEMP B-TREE" in step for step in plan), plan


def test_control_a_statement_without_an_index_is_seen(sqlite_kit: Kit) -> None:
    plan = plan_of(sqlite_kit, statement(select(report.c.id).where(report.c.note == bindparam("note"))))
    assert any(step.startswith("SCAN") for step in plan)
