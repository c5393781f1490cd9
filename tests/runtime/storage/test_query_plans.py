"""Each hot statement names its index, on an empty database that nobody ever analysed."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql

from commkit import Kit
from commkit.core import CORE_FEATURES
from commkit.fields import field_value
from commkit.fields.listing import statements as fields_sql
from commkit.members import access, membership
from commkit.members import statements as members_sql
from commkit.members.accounts import statements as accounts_sql
from commkit.posts import Post, ThreadOrder, post
from commkit.posts import statements as sql
from commkit.posts.listing import statements as listing
from commkit.posts.reactions import statements as reactions_sql
from commkit.posts.revisions import statements as revisions_sql
from commkit.posts.tags import statements as tags_sql
from commkit.runtime.composing.hiding import compose_visibility
from commkit.runtime.delivery import outbox
from commkit.runtime.sessions import command_log
from commkit.runtime.storage.prepared import prepare
from commkit.runtime.storage.tables import delivery
from commkit.storage import Visible, statement, visible_statement
from tests.sample import new_kit

EVERYTHING = compose_visibility(CORE_FEATURES, {})
"""What the core hides; as in a type without grants."""

PRIMARY = "the primary key"


def _threads_by_field(visible: Visible) -> Any:
    """What a noun writes to list its things in the order of a field."""
    values = fields_sql.join_field("post", post)
    return (
        select(post.c.id)
        .select_from(values.table.join(post, values.on))
        .where(
            post.c.community_id == bindparam("community_id"),
            values.within,
            post.c.parent.is_(None),
            visible(Post, post, alone=True),
        )
        .order_by(values.sort_key, values.table.c.object)
        .limit(bindparam("size"))
    )


def _newest_with_field(visible: Visible) -> Any:
    """What a noun writes to leave out of a list what has another value of a field."""
    return (
        select(post.c.id)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.parent.is_(None),
            post.c.id < bindparam("after"),
            fields_sql.where_field("post", post),
            visible(Post, post, alone=True),
        )
        .order_by(post.c.id.desc())
        .limit(bindparam("size"))
    )


ALL: frozenset[str] = frozenset()

PLANS: dict[str, tuple[Any, str, str]] = {
    "session by slug": (access._BY_SLUG, "commkit_directory", PRIMARY),
    "session by slug: community": (access._BY_SLUG, "commkit_community", PRIMARY),
    "session by slug: membership": (access._BY_SLUG, "commkit_membership", "uq_commkit_membership_key"),
    "session by id": (access._BY_ID, "commkit_community", PRIMARY),
    "account": (accounts_sql.ACCOUNT, "commkit_member", PRIMARY),
    "members": (members_sql.PAGE, "commkit_membership", PRIMARY),
    "member": (members_sql.ONE, "commkit_membership", PRIMARY),
    "post": (sql.ONE, "commkit_post", PRIMARY),
    "thread": (sql.THREAD, "commkit_post", "uq_commkit_post_path"),
    "thread, first page": (sql.THREAD_START, "commkit_post", "uq_commkit_post_path"),
    "newest": (listing.page(ThreadOrder.NEWEST, ALL), "commkit_post", "ix_commkit_post_newest"),
    "by activity": (listing.page(ThreadOrder.ACTIVE, ALL), "commkit_post", "ix_commkit_post_activity"),
    "unanswered": (listing.page(ThreadOrder.UNANSWERED, ALL), "commkit_post", "ix_commkit_post_unanswered"),
    "by score": (listing.page(ThreadOrder.SCORE, ALL), "commkit_post", "ix_commkit_post_score"),
    "of a member": (sql.BY_MEMBER, "commkit_post", "ix_commkit_post_author"),
    "of a tag": (listing.page(ThreadOrder.NEWEST, frozenset({"tag"})), "commkit_post_tag", PRIMARY),
    "busiest tags": (tags_sql.POPULAR_TAGS, "commkit_tag", "ix_commkit_tag_popular"),
    "grow a thread": (sql.ADVANCE_THREAD, "commkit_post", PRIMARY),
    "edit": (revisions_sql.EDIT, "commkit_post", PRIMARY),
    "score": (reactions_sql.SCORE, "commkit_post", PRIMARY),
    "tallies": (reactions_sql.REACTION_COUNTS, "commkit_reaction_count", PRIMARY),
    "history": (revisions_sql.REVISIONS, "commkit_revision", PRIMARY),
    "unrouted facts": (outbox.UNROUTED, "commkit_outbox", "ix_commkit_outbox_unrouted"),
    "a fact": (outbox.FACT, "commkit_outbox", PRIMARY),
    "head of a stream": (outbox.HEAD, "commkit_delivery", "ix_commkit_delivery_open"),
    "heads of all streams": (outbox.HEADS, "commkit_delivery", "ix_commkit_delivery_open"),
    "heads of streams that waited": (outbox.HEADS_NEEDING, "commkit_delivery", "ix_commkit_delivery_needs"),
    "what deliveries need": (outbox.NEEDS, "commkit_delivery", "ix_commkit_delivery_needs"),
    "lease": (outbox.LEASE, "commkit_delivery", PRIMARY),
    "done": (outbox.DONE, "commkit_delivery", PRIMARY),
    "things by a field": (
        fields_sql.SORTED["post", "ascending"],
        "commkit_field_value",
        "ix_commkit_field_value_sorted",
    ),
    "things by a field, backwards": (
        fields_sql.SORTED["suggestion", "descending"],
        "commkit_field_value",
        "ix_commkit_field_value_sorted",
    ),
    "members by a field": (
        fields_sql.SORTED["member", "ascending"],
        "commkit_field_value",
        "ix_commkit_field_value_sorted",
    ),
    "threads by a field": (
        visible_statement(_threads_by_field),
        "commkit_field_value",
        "ix_commkit_field_value_sorted",
    ),
    "threads with a field": (visible_statement(_newest_with_field), "commkit_field_value", PRIMARY),
    "key used before": (command_log._EARLIER, "commkit_idempotency", PRIMARY),
}
SORTED_BY_HAND = {"heads of all streams", "busiest tags"}
"""Those few rows, or those in two directions, may be sorted after they were found by the index."""


@pytest.fixture(scope="module")
def sqlite_driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Kit, sqlite3.Connection]]:
    file = tmp_path_factory.mktemp("plans") / "town.db"
    with closing(new_kit(f"sqlite:///{file}")) as kit:
        kit.migrate()
        with closing(sqlite3.connect(file)) as driver:
            assert (
                driver.execute("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'").fetchall()
                == []
            )
            yield kit, driver


def plan_of(kit: Kit, driver: sqlite3.Connection, hot: Any) -> list[str]:
    prepared = prepare(hot, kit.database.dialect, EVERYTHING)
    assert prepared.sql is not None
    rows = driver.execute(
        f"EXPLAIN QUERY PLAN {prepared.sql}", prepared.bind(dict.fromkeys(prepared.names))
    ).fetchall()
    return [detail for *_, detail in rows]


@pytest.mark.parametrize("name", PLANS)
def test_on_sqlite(sqlite_driver: tuple[Kit, sqlite3.Connection], name: str) -> None:
    hot, table, index = PLANS[name]
    wanted = f"sqlite_autoindex_{table}_1" if index is PRIMARY else index
    if index.startswith("uq_"):
        wanted = f"sqlite_autoindex_{table}_2"  # a unique constraint has no name of its own in SQLite
    plan = plan_of(*sqlite_driver, hot)
    assert any(f"INDEX {wanted}" in step for step in plan), plan
    assert not any(step.startswith("SCAN") and "INDEX" not in step for step in plan), plan
    assert name in SORTED_BY_HAND or not any("TEMP B-TREE" in step for step in plan), plan


def test_control_a_statement_without_an_index_is_seen(sqlite_driver: tuple[Kit, sqlite3.Connection]) -> None:
    plan = plan_of(*sqlite_driver, statement(select(post.c.id).where(post.c.body == bindparam("body"))))
    assert any(step.startswith("SCAN") and "INDEX" not in step for step in plan)


VALUES = {
    "UUID": "gen_random_uuid()",
    "VARCHAR": "'x' || n",
    "TEXT": "'x' || n",
    "INTEGER": "n",
    "BOOLEAN": "false",
    "BYTEA": "int4send(n)",
    "TIMESTAMP WITH TIME ZONE": "now()",
}


def fill(driver: Any, table: Table) -> None:
    """Give a table some pages and statistics: without them any index is as good as any other to PostgreSQL."""
    keys = "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass"
    for (name,) in driver.execute(keys, [table.name]).fetchall():
        driver.execute(f"ALTER TABLE {table.name} DROP CONSTRAINT {name}")
    kinds = {
        column.name: str(column.type.compile(postgresql.dialect())).partition("(")[0] for column in table.c
    }
    values = {name: VALUES[kind] for name, kind in kinds.items()} | {"community_id": f"'{uuid4()}'::uuid"}
    columns = ", ".join(f'"{name}"' for name in values)
    told = ", ".join(values.values())
    driver.execute(f"INSERT INTO {table.name} ({columns}) SELECT {told} FROM generate_series(1, 3000) AS n")
    driver.execute(f"ANALYZE {table.name}")


@pytest.fixture(scope="module")
def postgres_driver(postgres: Any, _migrated_database: str) -> Iterator[tuple[Kit, Any]]:
    with postgres.database(template=_migrated_database) as url, closing(new_kit(url)) as kit:
        raw = kit.database.engine.raw_connection()
        driver = raw.driver_connection
        assert driver is not None
        for off in (
            "enable_seqscan",
            "enable_bitmapscan",
            "enable_sort",
            "enable_hashjoin",
            "enable_mergejoin",
        ):
            driver.execute(f"SET {off} = off")
        for table in (membership, post, delivery, field_value):
            fill(driver, table)
        driver.execute("SET plan_cache_mode = force_generic_plan")
        yield kit, driver
        raw.close()


@pytest.mark.postgres
@pytest.mark.parametrize("name", PLANS)
def test_on_postgresql(postgres_driver: tuple[Kit, Any], name: str) -> None:
    kit, driver = postgres_driver
    hot, table, index = PLANS[name]
    prepared = prepare(hot, kit.database.dialect, EVERYTHING)
    assert prepared.sql is not None
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", prepared.sql)))
    numbered = re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", prepared.sql)
    values = f"({', '.join(['NULL'] * len(names))})" if names else ""
    with driver.transaction():
        driver.execute(f"PREPARE hot AS {numbered}")
        plan = [step for (step,) in driver.execute(f"EXPLAIN EXECUTE hot{values}")]
        driver.execute("DEALLOCATE hot")
    wanted = f"{table}_pkey" if index is PRIMARY else index
    # These indexes bear the same columns as the primary key.
    same = {"lease": "ix_commkit_delivery_open", "done": "ix_commkit_delivery_fact"}.get(name, wanted)
    assert any(f"using {index}" in step for step in plan for index in (wanted, same)), "\n".join(plan)
    assert not any("Seq Scan" in step for step in plan), "\n".join(plan)
