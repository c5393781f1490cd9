"""Sitemaps read the index of their place in order, whatever the database knows of the tables."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from benchmarks.forum import READER, SLUG
from benchmarks.lists import fill_threads
from commkit.crawlers import statements as sql
from commkit.runtime.storage.pages import FIRST_ID
from commkit.runtime.storage.prepared import prepare
from commkit.testing.contexts import context_of
from tests.plans import ENGINES, Town, explain, skewed_town

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=ENGINES)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town with half of the threads of 1,001 communities, analysed."""
    with skewed_town(request, tmp_path_factory, fill_threads, 5_000) as made:
        yield made


def plan_of(town: Town, name: str) -> str:
    with town.kit.session(READER, SLUG, read_only=True) as session:
        context = context_of(session)
        prepared = prepare(getattr(sql, name), town.kit.database.dialect, context.visibility)
        values: dict[str, Any] = {"after": FIRST_ID, "size": 500, "community_id": context.community_id}
        values["space"] = uuid4()
        context.add_reader(values, prepared.permissions or {})
    return explain(town.kit, prepared, values)


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("THREADS", "ix_commkit_post_unplaced"),
        ("THREADS_OF_SPACE", "ix_commkit_post_space_newest"),
    ],
)
def test_threads_are_read_by_their_index(town: Town, name: str, index: str) -> None:
    plan = plan_of(town, name)
    assert re.search(rf"{index}\b", plan), plan
    assert not re.search(r"SCAN commkit_post\b|Seq Scan on commkit_post\b", plan), plan
