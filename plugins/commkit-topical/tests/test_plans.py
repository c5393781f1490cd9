"""How the databases run the statements of topical communities, in one of thousands beside others."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit.storage import statement
from commkit_topical import tables
from commkit_topical.tables import word_mute
from tests.plans import ENGINES
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

ROOMS = ("apologies", "cooling", "cross_posting", "custom_feeds", "muting", "reading", "recurring")
TABLES = (
    tables.COOLING,
    tables.CROSS_POSTING,
    tables.CUSTOM_FEEDS,
    tables.MUTING,
    tables.READING,
    tables.RECURRING,
)
ALL = statements_of("commkit_topical", ROOMS)


@pytest.fixture(scope="module", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A filled town, once for all statements."""
    with filled_town(request, TABLES, lambda town: town.opinion().id) as town:
        yield town


@pytest.mark.parametrize("name", ALL)
def test_every_statement_finds_its_rows_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, ALL[name])
    assert not read_whole(plan, TABLES), plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    by_word = statement(lambda: select(word_mute.c.member).where(word_mute.c.word == bindparam("word")))
    plan = plan_of(crowd, by_word)
    assert read_whole(plan, TABLES), plan
