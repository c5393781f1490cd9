"""What moment a local time means: skipped ones are refused, and of those that occur twice it is said which."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Invalid
from commkit_media import moment_of

ZONES = (
    "UTC",
    "Europe/Vienna",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
)


@pytest.mark.parametrize(
    ("local_time", "zone", "fold", "moment"),
    [
        ("2026-07-01T18:00:01", "Europe/Vienna", None, "2026-07-01T16:00:01"),
        ("2026-12-01T18:00", "Europe/Vienna", None, "2026-12-01T17:00:00"),
        ("2026-10-25T02:30:00", "Europe/Vienna", 0, "2026-10-25T00:30:00"),
        ("2026-10-25T02:30:00", "Europe/Vienna", 1, "2026-10-25T01:30:00"),
        ("2026-03-29T03:00:00", "Europe/Vienna", None, "2026-03-29T01:00:00"),
        ("2026-03-29T01:59:59", "Europe/Vienna", None, "2026-03-29T00:59:59"),
        ("2026-04-05T01:45:00", "Australia/Lord_Howe", 1, "2026-04-04T15:15:00"),
    ],
)
def test_a_local_time_is_a_moment(local_time: str, zone: str, fold: int | None, moment: str) -> None:
    assert moment_of(local_time, zone, fold) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("local_time", "zone", "fold", "field", "code"),
    [
        ("2026-03-29T02:30:00", "Europe/Vienna", None, "local_time", "skipped_time"),
        ("2026-03-29T02:00:00", "Europe/Vienna", 1, "local_time", "skipped_time"),
        ("2026-03-29T02:59:59", "Europe/Vienna", 0, "local_time", "skipped_time"),
        ("2026-10-25T02:30:00", "Europe/Vienna", None, "fold", "occurs_twice"),
        ("2026-10-25T02:30:00", "Europe/Vienna", 2, "fold", "occurs_twice"),
        ("2026-10-25T03:00:00", "Europe/Vienna", 0, "fold", "occurs_once"),
        ("2026-07-01T18:00:00+02:00", "Europe/Vienna", None, "local_time", "bad_time"),
        ("2026-07-01", "Europe/Vienna", None, "local_time", "bad_time"),
        ("2026-02-30T18:00:00", "Europe/Vienna", None, "local_time", "bad_time"),
        ("1969-07-01T18:00:00", "Europe/Vienna", None, "local_time", "out_of_range"),
        ("2026-07-01T18:00:00", "Europe/Atlantis", None, "time_zone", "unknown_zone"),
        ("2026-07-01T18:00:00", "../etc/passwd", None, "time_zone", "unknown_zone"),
    ],
)
def test_what_is_no_one_moment_is_refused(
    local_time: str, zone: str, fold: int | None, field: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        moment_of(local_time, zone, fold)
    assert [(each.path, each.code) for each in caught.value.errors] == [(field, code)]


@given(
    at=st.integers(0, 4_102_444_800).map(
        lambda seconds: datetime(1970, 1, 2, tzinfo=UTC) + timedelta(seconds=seconds)
    ),
    zone=st.sampled_from(ZONES),
)
def test_every_moment_is_named_by_its_local_time(at: datetime, zone: str) -> None:
    """What clocks show at a moment names it: alone where they show it once, with its fold where they do twice."""
    local = at.astimezone(ZoneInfo(zone))
    text = local.replace(tzinfo=None).isoformat()
    other = local.replace(fold=1 - local.fold)
    if other.utcoffset() == local.utcoffset():
        assert moment_of(text, zone, None) == at
        return
    assert moment_of(text, zone, local.fold) == at
    assert moment_of(text, zone, 1 - local.fold) != at
    with pytest.raises(Invalid):
        moment_of(text, zone, None)
