"""Towns on both databases, with a clock that tests move."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from commkit import Kit
from commkit.testing.clock import ManualClock
from tests.community_types.towns import create_town, new_town_kit


@pytest.fixture
def heard() -> list[str]:
    """What the subscriber of the bell heard."""
    return []


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 5, 9, tzinfo=UTC))


@pytest.fixture
def town(url: str, heard: list[str], clock: ManualClock) -> Iterator[Kit]:
    """A town, on SQLite and PostgreSQL in turn."""
    with closing(new_town_kit(url, heard=heard, clock=clock)) as kit:
        create_town(kit)
        yield kit
