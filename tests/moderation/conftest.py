"""The town of the tests of moderation, on a clock of its own."""

from collections.abc import Iterator

import pytest

from commkit import Kit
from commkit.testing.clock import ManualClock
from tests.moderation.fixtures import START, town_of


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(url: str, clock: ManualClock) -> Iterator[Kit]:
    """On both databases in turn."""
    with town_of(url, clock) as kit:
        yield kit


@pytest.fixture
def lite(sqlite_url: str, clock: ManualClock) -> Iterator[Kit]:
    """On SQLite only."""
    with town_of(sqlite_url, clock) as kit:
        yield kit
