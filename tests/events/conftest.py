"""A town of four, whose clock stands at noon of 2030-01-01 UTC until it is moved."""

from collections.abc import Iterator

import pytest

from commkit import Kit
from commkit.testing.clock import ManualClock
from tests.events.fixtures import NOON
from tests.reused_kits import ReusedKits
from tests.sample import create_community

MEMBERS = ("ada", "bob", "eve", "joe")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def town(sqlite_url: str, clock: ManualClock, reused_kits: ReusedKits) -> Iterator[Kit]:
    with reused_kits.kit(sqlite_url, clock=clock) as kit:
        create_community(kit, members=MEMBERS)
        yield kit


@pytest.fixture
def either(url: str, clock: ManualClock, reused_kits: ReusedKits) -> Iterator[Kit]:
    """The same on SQLite and PostgreSQL in turn."""
    with reused_kits.kit(url, clock=clock) as kit:
        create_community(kit, members=MEMBERS)
        yield kit
