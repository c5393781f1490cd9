"""Deleting what checks and slow mode no longer need."""

from collections.abc import Iterator

import pytest

from commkit import SYSTEM, Kit
from commkit.moderation import (
    PurgeModeration,
)
from commkit.testing.clock import ManualClock
from tests.helpers import do
from tests.moderation.fixtures import (
    DAY,
    START,
    set_settings,
    town_of,
    write,
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def lite(sqlite_url: str, clock: ManualClock) -> Iterator[Kit]:
    with town_of(sqlite_url, clock) as kit:
        yield kit


def test_old_rows_are_purged(lite: Kit, clock: ManualClock) -> None:
    set_settings(lite, repeat="hold", slow_mode=60)
    write(lite, "ada")
    clock.advance(DAY)
    assert do(lite, SYSTEM, "town", PurgeModeration()) == 1
    clock.advance(7 * DAY)
    assert do(lite, SYSTEM, "town", PurgeModeration()) == 1
    assert do(lite, SYSTEM, "town", PurgeModeration()) == 0
