"""How the databases run the statements of series and of entries, in a community of thousands beside others."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit.storage import statement
from commkit_articles.tables import metadata, series
from tests.plans import ENGINES
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

ALL = statements_of("commkit_articles", ("series", "entries"))


@pytest.fixture(scope="module", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A filled town, once for all statements."""
    with filled_town(request, metadata, lambda town: town.talk().id) as town:
        yield town


@pytest.mark.parametrize("name", ALL)
def test_every_statement_finds_its_rows_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, ALL[name])
    assert not read_whole(plan, metadata), plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    by_title = statement(lambda: select(series.c.id).where(series.c.title == bindparam("title")))
    assert read_whole(plan_of(crowd, by_title), metadata)


def test_the_latest_parts_are_found_by_their_series(crowd: Any) -> None:
    plan = plan_of(crowd, ALL["series.LATEST_PARTS"])
    assert "ix_commkit_articles_part_series" in plan, plan
