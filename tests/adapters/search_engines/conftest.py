"""A community on a site, and a visitor who looks at it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from commkit import Kit
from commkit.communities import Site
from commkit.testing.clock import ManualClock
from tests.sample import create_community, new_kit

SITE = "https://example.org"


def link(slug: str, record: str, id: UUID) -> str:
    """Pages of everything but invitations; those of communities are at their slug."""
    return f"/{slug}" if record == "Community" else f"/{slug}/{record.lower()}/{id}"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def kit(url: str, clock: ManualClock) -> Iterator[Kit]:
    made = new_kit(url, clock=clock, ports={Site: Site(base_url=f"{SITE}/", link=link)})
    create_community(made, members=("ada", "bob", "eve"))
    yield made
    made.close()
