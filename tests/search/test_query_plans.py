"""A search reads the full-text index, in one statement."""

import pytest
from sqlalchemy import text

from commkit import Kit
from commkit.posts import CreateThread
from commkit.search import SearchContent
from commkit.search import statements as sql
from tests.helpers import ask, do
from tests.sample import create_community


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_one_statement(kit: Kit, order: str) -> None:
    create_community(kit, members=("ada",))
    for number in range(5):
        do(kit, "ada", "town", CreateThread(kind="question", title=f"Zebra {number}", body="x"))
    seen: list[str] = []
    kit.database.observer = seen.append
    ask(kit, "ada", "town", SearchContent("zebra", order=order, limit=2))  # type: ignore[arg-type]
    assert len(seen) == 2, "who asks, and what is found"


def test_sqlite_reads_the_full_text_index_first(sqlite_kit: Kit) -> None:
    for statement in (sql.RELEVANCE_ON_SQLITE, sql.NEWEST_ON_SQLITE):
        prepared = sqlite_kit.database.prepared(statement, sqlite_kit.database.dialect)
        with sqlite_kit.database.engine.connect() as connection:
            cursor = connection.connection.cursor()
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {prepared.sql}", _nothing(prepared))
            steps = [row[3] for row in plan.fetchall()]
        assert "VIRTUAL TABLE INDEX" in steps[0], steps
        assert any("ix_commkit_search_entry_doc_id" in step for step in steps), steps


def test_postgres_reads_the_document_index(postgres_kit: Kit) -> None:
    with postgres_kit.database.engine.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        plan = connection.execute(
            text(
                "EXPLAIN SELECT 1 FROM commkit_search_entry e, to_tsquery('simple', 'a') q WHERE e.document @@ q"
            )
        ).scalars()
        assert "ix_commkit_search_entry_document" in "\n".join(plan)


def _nothing(prepared: object) -> object:
    return prepared.bind(  # type: ignore[attr-defined]
        dict.fromkeys(prepared.names)  # type: ignore[attr-defined]
    )
