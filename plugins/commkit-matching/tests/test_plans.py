"""How the databases run the statements of matching, in a community of thousands beside others."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit.storage import statement
from commkit_matching.requests.statements import is_eligible
from commkit_matching.rounds.statements import candidates
from commkit_matching.tables import metadata, wish
from tests.plans import ENGINES
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

ROOMS = ("requests", "rounds", "matches", "matches.settling", "outcomes", "numbers")
ALL = statements_of("commkit_matching", ROOMS) | {
    "rounds.candidates.waiting": candidates(None, "waiting"),
    "rounds.candidates.with_place": candidates(lambda row: row.c.staff, "with_place"),
    "rounds.candidates.all": candidates(None, "all"),
    "requests.is_eligible": is_eligible(lambda row: row.c.staff),
}


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
    by_text = statement(lambda: select(wish.c.request).where(wish.c.text == bindparam("text")))
    plan = plan_of(crowd, by_text)
    assert read_whole(plan, metadata, with_posts=False), plan
