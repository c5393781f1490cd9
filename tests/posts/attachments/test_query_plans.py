"""The files of a page of posts, as feeds and imports ask for them, are found by the index of posts."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, bindparam, insert, select

from benchmarks.forum import READER, SLUG
from benchmarks.lists import Place, fill_threads
from commkit.importers.attached import statements as imported_sql
from commkit.posts import AttachmentStatus, post
from commkit.posts.attachments import statements as sql
from commkit.posts.attachments.tables import attachment
from commkit.runtime.storage.list_parameters import with_lists
from commkit.runtime.storage.statements import statement
from commkit.testing.contexts import context_of
from tests.plans import ENGINES, Town, explain, skewed_town

HALF = 3_000
INDEX = "ix_commkit_attachment_post"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def fill(connection: Connection, place: Place, count: int, *, seed: int = 0) -> None:
    """Threads, each with a file."""
    fill_threads(connection, place, count, seed=seed)
    posts = connection.execute(select(post.c.id).where(post.c.community_id == place.community)).scalars()
    given = {
        "community_id": place.community,
        "uploader": None,
        "status": AttachmentStatus.ATTACHED,
        "name": "a.png",
        "size": 1,
        "media_type": "image/png",
        "digest": "",
        "created_at": NOW,
        "attached_at": NOW,
        "attempt": 1,
    }
    connection.execute(insert(attachment), [{**given, "id": uuid4(), "post": each} for each in posts])


@pytest.fixture(scope="module", params=ENGINES)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with skewed_town(request, tmp_path_factory, fill, HALF) as made:
        yield made


def plan_of(town: Town, asked: Any, posts: list[UUID]) -> str:
    with town.kit.session(READER, SLUG, read_only=True) as session:
        context = context_of(session)
        known: dict[str, Any] = {"community_id": context.community_id, "posts": posts}
        found = context._prepared(asked)
        prepared = with_lists(found, known) or found
        context.add_reader(known, found.permissions or {})
        return explain(town.kit, prepared, known)


def test_files_of_posts_are_found_by_their_posts(town: Town) -> None:
    plan = plan_of(town, sql.OF_POSTS, [uuid4() for _ in range(20)])
    assert INDEX in plan, plan


def test_files_of_posts_are_counted_by_their_posts(town: Town) -> None:
    plan = plan_of(town, imported_sql.COUNT_FILES, [uuid4() for _ in range(20)])
    assert INDEX in plan, plan


def test_control_what_has_no_index_reads_all(town: Town) -> None:
    by_uploader = statement(
        lambda: select(attachment.c.id).where(attachment.c.uploader.in_(bindparam("posts", expanding=True)))
    )
    plan = plan_of(town, by_uploader, [uuid4()])
    assert INDEX not in plan
    assert re.search(r"SCAN|Seq Scan on commkit_attachment", plan), plan
