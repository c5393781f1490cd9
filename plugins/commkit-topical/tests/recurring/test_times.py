"""When a recurring thread opens, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Invalid
from commkit_topical import Recurrence
from commkit_topical.recurring.policy import check_times, next_opening, title_on

VIENNA = ZoneInfo("Europe/Vienna")


def _next(recurrence: Recurrence, day: int, now: str, at: str = "09:00") -> str:
    found = next_opening(recurrence, at=at, day=day, zone=VIENNA, now=datetime.fromisoformat(now))
    return f"{found:%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("recurrence", "day", "now", "at", "opens"),
    [
        (Recurrence.DAILY, 0, "2026-03-02T07:59+00:00", "09:00", "2026-03-02T08:00"),
        (Recurrence.DAILY, 0, "2026-03-02T08:00+00:00", "09:00", "2026-03-03T08:00"),
        (Recurrence.WEEKLY, 4, "2026-03-02T08:00+00:00", "09:00", "2026-03-06T08:00"),
        (Recurrence.MONTHLY, 31, "2026-02-02T08:00+00:00", "09:00", "2026-02-28T08:00"),
        (Recurrence.DAILY, 0, "2026-03-28T12:00+00:00", "09:00", "2026-03-29T07:00"),  # summer time
        (Recurrence.DAILY, 0, "2026-03-28T12:00+00:00", "02:30", "2026-03-29T01:30"),  # skipped: 03:30
        (Recurrence.DAILY, 0, "2026-10-24T12:00+00:00", "02:30", "2026-10-25T00:30"),  # the first of two
    ],
)
def test_it_opens_at_its_local_time(recurrence: Recurrence, day: int, now: str, at: str, opens: str) -> None:
    assert _next(recurrence, day, now, at) == opens


FIRST = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 20 * 366 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@given(recurrence=st.sampled_from(list(Recurrence)), day=st.integers(1, 6), now=MOMENTS)
def test_there_is_always_a_next_time_later_than_now_and_soon(
    recurrence: Recurrence, day: int, now: datetime
) -> None:
    found = next_opening(recurrence, at="02:30", day=day, zone=VIENNA, now=now)
    assert now < found <= now + timedelta(days=33)
    assert next_opening(recurrence, at="02:30", day=day, zone=VIENNA, now=found) > found


@pytest.mark.parametrize(
    ("recurrence", "at", "day", "zone"),
    [
        (Recurrence.DAILY, "24:00", 0, "UTC"),
        (Recurrence.DAILY, "9:00", 0, "UTC"),
        (Recurrence.DAILY, "09:00", 1, "UTC"),
        (Recurrence.WEEKLY, "09:00", 7, "UTC"),
        (Recurrence.MONTHLY, "09:00", 0, "UTC"),
        (Recurrence.DAILY, "09:00", 0, "Nowhere/At_all"),
    ],
)
def test_what_does_not_fit_is_refused(recurrence: Recurrence, at: str, day: int, zone: str) -> None:
    with pytest.raises(Invalid):
        check_times(recurrence, at=at, day=day, time_zone=zone)


def test_the_title_has_the_local_day() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert title_on("What grows? ({date})", late, VIENNA) == "What grows? (2026-03-03)"
    assert len(title_on("{date}" * 50, late, VIENNA)) == 300
