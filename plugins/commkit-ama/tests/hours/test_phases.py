"""Phases as rules without a database: they follow each other, and the worker is called when the next one begins."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Invalid
from commkit.posts import PostId
from commkit_ama import QuestionHourPhase, QuestionTimes
from commkit_ama.hours.policy import check_times, ended_now, next_moment, phase_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ORDER = list(QuestionHourPhase)
HOURS = st.none() | st.integers(0, 9)


def at(hours: int | None) -> datetime | None:
    return None if hours is None else NOON + timedelta(hours=hours)


@st.composite
def valid_times(draw: st.DrawFn) -> QuestionTimes:
    while True:
        opens, closes, ends = (at(draw(HOURS)) for _ in range(3))
        try:
            check_times(opens, closes, ends)
        except Invalid:
            continue
        return QuestionTimes(PostId(uuid4()), opens, closes, ends, QuestionHourPhase.COLLECTING, None)


@given(valid_times(), st.lists(st.integers(-1, 11), min_size=2).map(sorted))
def test_a_phase_never_comes_back(times: QuestionTimes, hours: list[int]) -> None:
    phases = [ORDER.index(phase_of(times, NOON + timedelta(hours=each))) for each in hours]
    assert phases == sorted(phases)


@given(valid_times(), st.integers(-1, 11))
def test_until_the_next_moment_nothing_changes(times: QuestionTimes, hours: int) -> None:
    now = NOON + timedelta(hours=hours)
    due = next_moment(times, now)
    assert due is None or due > now
    later = (now + timedelta(minutes=20 * step) for step in range(60))
    assert {phase_of(times, each) for each in later if due is None or each < due} == {phase_of(times, now)}


@given(valid_times(), st.integers(-1, 11))
def test_what_is_ended_now_has_ended_for_good(times: QuestionTimes, hours: int) -> None:
    now = NOON + timedelta(hours=hours)
    ended = ended_now(times, now)
    check_times(ended.opens_at, ended.closes_at, ended.ends_at)
    assert phase_of(ended, now) is QuestionHourPhase.ENDED
    assert next_moment(ended, now) is None


@pytest.mark.parametrize(
    ("minutes", "phase"), [(59, "announced"), (60, "collecting"), (120, "answering"), (180, "ended")]
)
def test_each_begins_with_its_moment(minutes: int, phase: str) -> None:
    times = QuestionTimes(PostId(uuid4()), at(1), at(2), at(3), QuestionHourPhase.COLLECTING, None)
    assert phase_of(times, NOON + timedelta(minutes=minutes)) == phase
    assert phase_of(None, NOON) is QuestionHourPhase.COLLECTING
