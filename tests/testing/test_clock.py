"""The clock of tests: it stands until it is moved, forward only, and knows its time zone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from commkit.testing.clock import ManualClock

START = datetime(2030, 1, 1, 12, tzinfo=UTC)

Move = Callable[[ManualClock], object]


@pytest.mark.parametrize(
    "move",
    [
        lambda clock: clock.advance(-timedelta(seconds=1)),
        lambda clock: clock.advance_to(datetime(2030, 1, 1)),  # noqa: DTZ001  # without a zone on purpose
    ],
)
def test_a_clock_goes_forward_and_knows_its_zone(move: Move) -> None:
    clock = ManualClock(START)
    with pytest.raises(ValueError, match=r"clock|zone"):
        move(clock)
    assert clock() == START


def test_a_clock_stands_still_until_it_is_moved() -> None:
    clock = ManualClock(START)
    assert clock() == clock() == START
    assert clock.advance(timedelta(hours=1)) == clock()
    assert clock.advance_to(START) == START + timedelta(hours=1)
