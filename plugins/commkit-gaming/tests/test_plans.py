"""How the databases run the statements of guilds, in one community of thousands beside others."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit.storage import statement
from commkit_gaming.tables import COMMENDATIONS, GUILDS, LINKED_IDENTITIES, NIGHTS, PARTIES, SCRIMS, guild
from tests.plans import ENGINES
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

TABLES = (GUILDS, NIGHTS, PARTIES, COMMENDATIONS, SCRIMS, LINKED_IDENTITIES)
ROOMS = (
    "commendations",
    "event_nights",
    "guilds",
    "guilds.alliances",
    "guilds.joining",
    "guilds.numbers",
    "linked_identities",
    "linked_identities.numbers",
    "looking_for_group",
    "looking_for_group.availability",
    "looking_for_group.joining",
    "looking_for_group.no_shows",
    "looking_for_group.numbers",
    "scrims",
)
ALL = statements_of("commkit_gaming", ROOMS)


@pytest.fixture(scope="module", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A filled town, once for all statements."""
    with filled_town(request, TABLES) as town:
        yield town


@pytest.mark.parametrize("name", ALL)
def test_every_statement_finds_its_rows_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, ALL[name])
    assert not read_whole(plan, TABLES), plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    by_name = statement(lambda: select(guild.c.id).where(guild.c.name == bindparam("name")))
    plan = plan_of(crowd, by_name)
    assert read_whole(plan, TABLES), plan
