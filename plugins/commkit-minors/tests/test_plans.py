"""How the databases run the statements of minors' safety, in a community of thousands beside others."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit.storage import statement
from commkit_minors.tables import age, metadata
from tests.plans import ENGINES
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

ALL = statements_of("commkit_minors", ("ages", "conversations", "guardians"))


@pytest.fixture(scope="module", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A filled town, once for all statements."""
    with filled_town(request, metadata) as town:
        yield town


@pytest.mark.parametrize("name", ALL)
def test_every_statement_finds_its_rows_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, ALL[name])
    assert not read_whole(plan, metadata, with_posts=False), plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    by_zone = statement(lambda: select(age.c.community_id).where(age.c.time_zone == bindparam("zone")))
    plan = plan_of(crowd, by_zone)
    assert read_whole(plan, metadata, with_posts=False), plan
