"""A town of four, whose clock stands at noon of 2030-01-01 UTC until it is moved."""

import pytest

from commkit import Kit
from commkit.testing.clock import ManualClock
from tests.events.fixtures import NOON
from tests.sample import create_community

MEMBERS = ("ada", "bob", "eve", "joe")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def town(clocked_sqlite_kit: Kit) -> Kit:
    create_community(clocked_sqlite_kit, members=MEMBERS)
    return clocked_sqlite_kit


@pytest.fixture
def either(clocked_kit: Kit) -> Kit:
    """The same on SQLite and PostgreSQL in turn."""
    create_community(clocked_kit, members=MEMBERS)
    return clocked_kit
