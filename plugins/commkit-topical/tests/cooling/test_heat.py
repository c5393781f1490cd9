"""The formula of heat, by hand and by properties."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import MemberId
from commkit.posts import PostId
from commkit_topical import Heat, Turn, heat_of, usual_gap_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADA, BOB, CID, DAN = (MemberId(UUID(int=number)) for number in range(1, 5))
TEN = timedelta(minutes=10)


def turns(*said: tuple[MemberId, MemberId | None], every: timedelta = timedelta(seconds=60)) -> list[Turn]:
    return [
        Turn(PostId(UUID(int=number)), author, to, NOON + number * every)
        for number, (author, to) in enumerate(said)
    ]


def heat(said: list[Turn], *, reporters: int = 0, usual: timedelta = TEN) -> Heat:
    return heat_of(said, usual_gap=usual, reporters=reporters)


def test_two_who_answer_each_other_fast_are_hot() -> None:
    found = heat(turns(*[(ADA, BOB), (BOB, ADA)] * 4, every=timedelta(seconds=37.5)))
    assert found.speed == 16
    assert found.exchange == 1
    assert found.pair == (ADA, BOB)
    assert found.value == pytest.approx(0.4 + 0.35)


def test_many_who_reply_fast_are_not() -> None:
    found = heat(turns(*[(member, DAN) for member in (ADA, BOB, CID)] * 4, every=timedelta(seconds=5)))
    assert found.value == pytest.approx(0.4)
    assert found.pair is None


def test_two_who_talk_at_leisure_are_not() -> None:
    assert heat(turns(*[(ADA, BOB), (BOB, ADA)] * 4, every=TEN)).value == pytest.approx(0.35)


def test_reports_count_by_persons_up_to_three() -> None:
    calm = turns(*[(ADA, None)] * 6, every=TEN)
    values = [heat(calm, reporters=number).value for number in (0, 1, 3, 30)]
    assert values == pytest.approx([0, 0.25 / 3, 0.25, 0.25])


def test_few_replies_have_no_heat() -> None:
    assert heat(turns(*[(ADA, BOB), (BOB, ADA)] * 2), reporters=3).value == 0
    assert heat([]) == Heat(value=0, replies=0, speed=1, exchange=0, reporters=0, pair=None)


def test_who_answers_themselves_is_no_pair() -> None:
    assert heat(turns(*[(ADA, ADA)] * 8)).pair is None


def test_the_usual_gap_is_the_threads_own_then_that_around_it_then_the_setting() -> None:
    hour = [timedelta(hours=1)] * 20
    day = [timedelta(days=1)] * 20
    assert usual_gap_of(hour, day, otherwise=TEN) == timedelta(hours=1)
    assert usual_gap_of(hour[1:], day, otherwise=TEN) == timedelta(days=1)
    assert usual_gap_of(hour[1:], day[1:], otherwise=TEN) == TEN


MEMBERS = st.sampled_from([ADA, BOB, CID, DAN])
SAID = st.lists(st.tuples(MEMBERS, st.none() | MEMBERS), max_size=20)


@given(said=SAID, reporters=st.integers(0, 10), gap=st.integers(1, 100_000))
def test_heat_is_between_0_and_1_and_rises_with_reports_and_speed(
    said: list[tuple[MemberId, MemberId | None]], reporters: int, gap: int
) -> None:
    usual = timedelta(seconds=gap)
    found = heat(turns(*said), reporters=reporters, usual=usual)
    assert 0 <= found.value <= 1
    assert 0 <= found.exchange <= 1
    assert heat(turns(*said), reporters=reporters + 1, usual=usual).value >= found.value
    assert heat(turns(*said), reporters=reporters, usual=usual * 2).value >= found.value
    assert found.pair is None or found.pair[0] < found.pair[1]
