"""A town with people in it, and a clock that is moved by hand."""

from datetime import UTC, datetime

import pytest

from commkit import SYSTEM, Kit
from commkit.members import AddMember
from commkit.testing.clock import ManualClock
from tests.helpers import do
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
def town(clocked_sqlite_kit: Kit) -> Kit:
    """On SQLite, for what does not depend on the database."""
    return people(clocked_sqlite_kit)


@pytest.fixture
def both(clocked_kit: Kit) -> Kit:
    """On SQLite and PostgreSQL in turn, for SQL and races."""
    return people(clocked_kit)
