"""How the databases run the statements of media communities, in one of thousands beside others."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit.storage import statement
from commkit_media import tables
from commkit_media.tables import accreditation
from tests.plans import ENGINES
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

ROOMS = ("closing", "featured", "flair", "front", "live", "newsletters", "newsletters.issues", "newsletters.sending",
         "newsletters.subscribing", "pages", "press.accreditations", "press.accredited", "press.assets",
         "press.releases", "reviews", "share_links")  # fmt: skip
TABLES = (tables.PAGES, tables.LIVE, tables.REVIEWS, tables.FEATURED, tables.CLOSING, tables.FRONT,
          tables.PRESS_ROOM, tables.SHARE_LINKS, tables.NEWSLETTERS)  # fmt: skip
ALL = statements_of("commkit_media", ROOMS)
OF_ALL_THREADS = {"front.ARTICLES": ("commkit_post",), "front.FEATURED": ("commkit_post",)}
"""What asks for the newest of all articles, and of all that is featured. Here every post is of one community, and as
many are featured as there are posts: PostgreSQL, which expects to see one of them, then may read that table once, from
end to end. On SQLite the same statements are held to the index."""


@pytest.fixture(scope="module", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A filled town, once for all statements."""
    with filled_town(request, TABLES, lambda town: town.kit_post().id) as town:
        yield town


@pytest.mark.parametrize("name", ALL)
def test_every_statement_finds_its_rows_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, ALL[name])
    is_postgres = crowd.kit.database.dialect.name != "sqlite"
    allowed = OF_ALL_THREADS.get(name, ()) if is_postgres else ()
    read = [each for each in read_whole(plan, TABLES) if not any(table in each for table in allowed)]
    assert not read, plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    by_outlet = statement(
        lambda: select(accreditation.c.id).where(accreditation.c.outlet == bindparam("outlet"))
    )
    plan = plan_of(crowd, by_outlet)
    assert read_whole(plan, TABLES), plan
