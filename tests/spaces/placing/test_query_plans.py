"""Lists of one space read an index in order, and cost no more statements than lists of all."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from commkit import Kit
from commkit.posts import (
    CreateReply,
    ListThreads,
    ReadThread,
    ThreadOrder,
)
from commkit.posts import statements as posts_sql
from commkit.posts.listing import statements as listing
from commkit.runtime.storage.prepared import prepare
from commkit.spaces import AddSpaceMember, ListSpaces, ReadSpace
from commkit.spaces import statements as spaces_sql
from commkit.spaces.conversations import statements as conversations_sql
from tests.helpers import ask, do
from tests.sample import OWNER, create_community
from tests.spaces.helpers import make_space, member, write_thread

SPACE = frozenset({"space"})
PLANS: dict[str, tuple[Any, str]] = {
    "newest": (listing.page(ThreadOrder.NEWEST, SPACE), "ix_commkit_post_space_newest"),
    "by activity": (listing.page(ThreadOrder.ACTIVE, SPACE), "ix_commkit_post_space_activity"),
    "unanswered": (listing.page(ThreadOrder.UNANSWERED, SPACE), "ix_commkit_post_space_unanswered"),
    "by score": (listing.page(ThreadOrder.SCORE, SPACE), "ix_commkit_post_space_score"),
    "whose audience": (posts_sql.WITH_AUDIENCE, "ix_commkit_post_audience"),
    "listed spaces": (spaces_sql.LISTED, "ix_commkit_space_listed"),
    "by its name": (spaces_sql.BY_SLUG, "sqlite_autoindex_commkit_space_2"),
    "of a group": (spaces_sql.WITH_AUDIENCE, "ix_commkit_space_audience"),
    "my conversations": (conversations_sql.MINE, "ix_commkit_group_member_member"),
}


def plan_of(kit: Kit, hot: Any) -> list[str]:
    visibility = kit._composition.tables["forum"].visibility
    prepared = prepare(hot, kit.database.dialect, visibility)
    assert prepared.sql is not None
    with closing(sqlite3.connect(str(kit.database.url.database))) as driver:
        rows = driver.execute(
            f"EXPLAIN QUERY PLAN {prepared.sql}", prepared.bind(dict.fromkeys(prepared.names))
        ).fetchall()
    return [detail for *_, detail in rows]


@pytest.mark.parametrize("name", PLANS)
def test_each_reads_its_index(sqlite_kit: Kit, name: str) -> None:
    hot, index = PLANS[name]
    plan = plan_of(sqlite_kit, hot)
    assert any(f"INDEX {index}" in step for step in plan), plan
    assert not any(step.startswith("SCAN") and "INDEX" not in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_control_a_list_by_title_reads_none(sqlite_kit: Kit) -> None:
    from commkit.posts import post  # noqa: PLC0415
    from commkit.storage import visible_statement  # noqa: PLC0415

    by_title = visible_statement(lambda visible: posts_sql.threads_shown(visible).order_by(post.c.title))
    assert any("TEMP B-TREE" in step for step in plan_of(sqlite_kit, by_title))


def test_reading_costs_the_statements_it_did(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    space = make_space(kit, private=True)
    do(kit, OWNER, "town", AddSpaceMember(space.id, member(kit, "ada")))
    thread = write_thread(kit, "ada", space.id, tags=("tag",))
    do(kit, "ada", "town", CreateReply(thread.id, "So."))
    seen: list[str] = []
    kit.database.observer = seen.append
    for query in (
        *(
            ListThreads(order=sort, **values)  # type: ignore[arg-type]
            for sort in ThreadOrder
            for values in ({}, {"space": space.id})
        ),
        ReadThread(thread.id),
        ListSpaces(),
        ReadSpace(space.id),
    ):
        seen.clear()
        ask(kit, "ada", "town", query)  # type: ignore[arg-type]
        assert len(seen) == 2, "who asks, and what is found"
