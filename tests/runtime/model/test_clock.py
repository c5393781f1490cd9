"""Moments as microseconds since 1970, and back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.runtime.model.clock import EPOCH, from_microseconds, to_microseconds


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_moment_comes_back(moment: datetime) -> None:
    assert from_microseconds(to_microseconds(moment)) == moment


def test_microseconds_are_counted_from_1970() -> None:
    assert to_microseconds(EPOCH) == 0
    assert to_microseconds(EPOCH + timedelta(seconds=1)) == 1_000_000
    assert to_microseconds(EPOCH - timedelta(microseconds=1)) == -1


@pytest.mark.parametrize("number", [2**62, -(2**62)])
def test_what_is_outside_of_the_calendar_is_refused(number: int) -> None:
    with pytest.raises(OverflowError):
        from_microseconds(number)
