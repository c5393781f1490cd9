"""A search reads the full-text index, in one statement, and looks at no more than it needs."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, text

from commkit import Kit
from commkit.posts import CreateThread
from commkit.runtime.storage.prepared import Prepared, prepare
from commkit.runtime.storage.statements import Statement
from commkit.search import SearchContent
from commkit.search import statements as sql
from commkit.search.indexing.handlers import index_new_objects
from commkit.search.policy import parse_terms
from commkit.search.queries import _parameters
from commkit.testing.contexts import context_of
from tests.helpers import ask, do
from tests.plans import analyse
from tests.sample import OWNER, create_community, new_kit

MANY = 6_000
"""Entries, half of which have the common word, one in a thousand the rare one."""


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_one_statement(kit: Kit, order: str) -> None:
    create_community(kit, members=("ada",))
    for number in range(5):
        do(kit, "ada", "town", CreateThread(kind="question", title=f"Zebra {number}", body="x"))
    seen: list[str] = []
    kit.database.observer = seen.append
    ask(kit, "ada", "town", SearchContent("zebra", order=order, limit=2))  # type: ignore[arg-type]
    assert len(seen) == 2, "who asks, and what is found"


def compiled(kit: Kit, statement: Statement[Any], words: str) -> tuple[Prepared, dict[str, Any]]:
    """A search as it is run for a member, with its values."""
    with kit.session(OWNER, "town", read_only=True) as session:
        context = context_of(session)
        prepared = prepare(statement, kit.database.dialect, context.visibility)
        values = _parameters(context, SearchContent(words), parse_terms(words))
        values |= {"community_id": context.community_id, "size": 21}
        values |= {"after_doc": 2**63 - 1, "after_object": uuid4()}
        context.add_reader(values, prepared.permissions or {})
    return prepared, values


@pytest.mark.parametrize("analysed", [False, True])
@pytest.mark.parametrize("name", ["RELEVANCE_ON_SQLITE", "NEWEST_ON_SQLITE"])
def test_sqlite_reads_the_full_text_index_first(sqlite_kit: Kit, name: str, analysed: bool) -> None:
    create_community(sqlite_kit)
    if analysed:
        with sqlite_kit.database.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    prepared, values = compiled(sqlite_kit, getattr(sql, name), "zebra")
    with sqlite_kit.database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        plan = cursor.execute(f"EXPLAIN QUERY PLAN {prepared.sql}", prepared.bind(values))
        steps = [row[3] for row in plan.fetchall()]
    first = next(step for step in steps if step.startswith(("SCAN", "SEARCH")))
    assert "commkit_search_fts VIRTUAL TABLE INDEX" in first, steps
    assert any("ix_commkit_search_entry_" in step and "doc_id=?" in step for step in steps), steps
    assert any("commkit_post_1 USING INDEX sqlite_autoindex_commkit_post_1" in step for step in steps), steps
    if name == "NEWEST_ON_SQLITE":
        assert not [step for step in steps if "TEMP B-TREE" in step], "the newest come first without sorting"


@pytest.fixture(scope="module")
def large(request: pytest.FixtureRequest) -> Iterator[Kit]:
    """A town on PostgreSQL with many entries, after ANALYZE."""
    server = request.getfixturevalue("postgres")
    template = request.getfixturevalue("_migrated_database")
    with server.database(template=template) as url, closing(new_kit(url)) as kit:
        create_community(kit)
        thread = do(kit, OWNER, "town", CreateThread(kind="question", title="Common", body="words"))
        with kit.session(OWNER, "town") as session:
            context = context_of(session)
            index_new_objects(context, [_entry(number, thread.created_at) for number in range(MANY)])
        with kit.database.engine.begin() as connection:
            _add_posts(connection, thread)
        analyse(kit)
        yield kit


def _id(number: int) -> Any:
    return type(uuid4())(int=number + 1)


def _entry(number: int, at: Any) -> dict[str, Any]:
    words = "common" if number % 2 else "other"
    return {
        "record": "Post",
        "object": _id(number),
        "title": f"{words} {'rare' if number % 1_000 == 0 else ''}",
        "body": "filler " * 20,
        "permission": "posts.read",
        "at": at,
        "tags": (),
        "author": None,
        "kind": "question",
    }


def _add_posts(connection: Any, thread: Any) -> None:
    from commkit.posts import post  # noqa: PLC0415

    row = dict(connection.execute(post.select().where(post.c.id == thread.id)).one()._mapping)
    rows = [
        row | {"id": _id(n), "thread": _id(n), "path": n.to_bytes(4, "big"), "number": 0} for n in range(MANY)
    ]
    connection.execute(insert(post), rows)


def plan_of(kit: Kit, statement: Statement[Any], words: str) -> str:
    prepared, values = compiled(kit, statement, words)
    with kit.database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        rows = driver.execute(f"EXPLAIN {prepared.sql}", prepared.bind(values), prepare=False).fetchall()
        driver.rollback()
    return "\n".join(row[0] for row in rows)


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["RELEVANCE_ON_POSTGRES", "NEWEST_ON_POSTGRES"])
def test_postgres_finds_a_rare_word_by_the_index_of_words(large: Kit, name: str) -> None:
    plan = plan_of(large, getattr(sql, name), "rare")
    assert "ix_commkit_search_entry_document" in plan, plan
    assert "hashed" not in plan, plan


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["RELEVANCE_ON_POSTGRES", "NEWEST_ON_POSTGRES"])
def test_postgres_asks_the_posts_of_matches_only(large: Kit, name: str) -> None:
    plan = plan_of(large, getattr(sql, name), "common")
    assert "commkit_post_pkey on commkit_post commkit_post_1" in plan, plan
    assert "Seq Scan on commkit_post" not in plan, "EXISTS without OFFSET would hash every visible post"


@pytest.mark.postgres
def test_postgres_plans_each_search_anew(large: Kit) -> None:
    for number in range(8):  # psycopg would keep a plan after the fifth
        assert len(ask(large, OWNER, "town", SearchContent("common", order="newest")).hits) == 20, number
    with large.database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        kept = driver.execute("SELECT statement FROM pg_prepared_statements").fetchall()
        driver.rollback()
    assert not [row for (row,) in kept if "to_tsquery" in row]
