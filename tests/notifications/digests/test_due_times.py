"""When digests are due, in local time, across changes of clocks."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from commkit.notifications import DigestFrequency, DigestPreference
from commkit.notifications.digests.policy import last_digest, next_digest
from tests.notifications.times import MOMENTS, ZONES

PREFERENCES = st.builds(
    DigestPreference,
    st.sampled_from([DigestFrequency.DAILY, DigestFrequency.WEEKLY]),
    st.integers(0, 23),
    st.integers(0, 6),
)


@given(zone=ZONES, now=MOMENTS, preference=PREFERENCES)
def test_digests_follow_each_other_without_a_gap(
    zone: ZoneInfo, now: datetime, preference: DigestPreference
) -> None:
    last, following = last_digest(preference, zone, now), next_digest(preference, zone, now)
    assert last <= now < following
    assert next_digest(preference, zone, last) == following
    assert last_digest(preference, zone, following) == following
    period = timedelta(days=7 if preference.frequency is DigestFrequency.WEEKLY else 1)
    assert following - last <= period + timedelta(hours=25)


@given(zone=ZONES, now=MOMENTS, preference=PREFERENCES)
def test_digests_are_due_at_the_members_hour(
    zone: ZoneInfo, now: datetime, preference: DigestPreference
) -> None:
    due = next_digest(preference, zone, now)
    local = due.astimezone(zone)
    as_written = datetime.combine(local.date(), time(preference.hour), zone).astimezone(UTC)
    assert local.hour == preference.hour or due == as_written or preference.hour == local.hour - 1
    if preference.frequency is DigestFrequency.WEEKLY and local.hour == preference.hour:
        assert local.weekday() == preference.weekday
