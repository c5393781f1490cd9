"""Deleting what checks and slow mode no longer need."""

from commkit import SYSTEM, Kit
from commkit.moderation import (
    PurgeModeration,
)
from commkit.testing.clock import ManualClock
from tests.helpers import do
from tests.moderation.fixtures import (
    DAY,
    set_settings,
    write,
)


def test_old_rows_are_purged(lite: Kit, clock: ManualClock) -> None:
    set_settings(lite, repeat="hold", slow_mode="PT1M")
    write(lite, "ada")
    clock.advance(DAY)
    assert do(lite, SYSTEM, "town", PurgeModeration()) == 1
    clock.advance(7 * DAY)
    assert do(lite, SYSTEM, "town", PurgeModeration()) == 1
    assert do(lite, SYSTEM, "town", PurgeModeration()) == 0
