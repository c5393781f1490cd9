"""A town with people in it, and a clock that is moved by hand."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from commkit import SYSTEM, Kit
from commkit.members import AddMember
from commkit.testing.clock import ManualClock
from tests.helpers import do
from tests.reused_kits import ReusedKits
from tests.sample import create_community

PEOPLE = ("ada", "bob", "eve")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2030, 1, 1, tzinfo=UTC))


def people(kit: Kit) -> Kit:
    """A town with its owner, a steward named sue, and three members."""
    create_community(kit, members=PEOPLE)
    do(kit, SYSTEM, "town", AddMember("sue", role="steward"))
    return kit


@pytest.fixture
def town(sqlite_url: str, clock: ManualClock, reused_kits: ReusedKits) -> Iterator[Kit]:
    """On SQLite, for what does not depend on the database."""
    with reused_kits.kit(sqlite_url, clock=clock) as kit:
        yield people(kit)


@pytest.fixture
def both(url: str, clock: ManualClock, reused_kits: ReusedKits) -> Iterator[Kit]:
    """On SQLite and PostgreSQL in turn, for SQL and races."""
    with reused_kits.kit(url, clock=clock) as kit:
        yield people(kit)
