"""How the databases run the statements of question hours, in a community of thousands beside others."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit.storage import UtcDateTime, statement
from commkit_ama.tables import hour_guest, metadata
from tests.plans import ENGINES
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

ALL = statements_of("commkit_ama", ("guests", "hours", "questions"))


@pytest.fixture(scope="module", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A filled town, once for all statements."""
    with filled_town(request, metadata, lambda town: town.hour().id) as town:
        yield town


@pytest.mark.parametrize("name", ALL)
def test_every_statement_finds_its_rows_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, ALL[name])
    assert not read_whole(plan, metadata), plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    by_moment = statement(
        lambda: select(hour_guest.c.member).where(hour_guest.c.named_at == bindparam("at", type_=UtcDateTime))
    )
    plan = plan_of(crowd, by_moment)
    assert read_whole(plan, metadata), plan
