"""How the databases run the statements of opinions, in a community of thousands beside others."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit.posts import CreateThread, PostId
from commkit.storage import statement
from commkit_opinion.tables import metadata, proposed
from tests.plans import ENGINES
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

ALL = statements_of(
    "commkit_opinion", ("arguments", "consultations", "importing", "maps", "maps.runs", "proposing", "voting")
)
pytestmark = pytest.mark.slow


def _talk(town: Any) -> PostId:
    return town.do("ada", CreateThread(kind="talk", title="Rooms", body="Which?")).id


@pytest.fixture(scope="module", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A filled town, once for all statements."""
    with filled_town(request, metadata, _talk) as town:
        yield town


@pytest.mark.parametrize("name", ALL)
def test_every_statement_finds_its_rows_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, ALL[name])
    assert not read_whole(plan, metadata), plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    by_body = statement(lambda: select(proposed.c.id).where(proposed.c.body == bindparam("body")))
    plan = plan_of(crowd, by_body)
    assert read_whole(plan, metadata), plan
