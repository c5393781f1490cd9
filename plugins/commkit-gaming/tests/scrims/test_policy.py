"""The rules of scrims, for all scrims and moments."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commkit import MemberId
from commkit_gaming import GuildId, Scrim, ScrimId, ScrimState
from commkit_gaming.scrims.policy import TOLD_WITHIN, is_ahead, is_told_of, opponent_of, waits

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OWLS, BATS = GuildId(UUID(int=1)), GuildId(UUID(int=2))


def scrim(state: ScrimState, confirmed_at: datetime | None) -> Scrim:
    return Scrim(
        id=ScrimId(UUID(int=3)),
        guild=OWLS,
        other=BATS,
        asked_by=MemberId(UUID(int=4)),
        game="Go",
        note="",
        starts_at=START,
        ends_at=START + timedelta(hours=1),
        state=state,
        asked_at=START - timedelta(days=1),
        accepted_at=None,
        score=None,
        other_score=None,
        result_by=None,
        confirmed_at=confirmed_at,
    )


MOMENTS = st.timedeltas(-timedelta(days=10), timedelta(days=10)).map(lambda by: START + by) | st.sampled_from(
    [START, START + TOLD_WITHIN]
)


@given(st.sampled_from(ScrimState), st.none() | MOMENTS, MOMENTS)
def test_a_scrim_is_answered_or_called_off_or_told_of_and_never_two_of_them(
    state: ScrimState, confirmed_at: datetime | None, now: datetime
) -> None:
    found = scrim(state, confirmed_at)
    at = [waits(found, now), is_ahead(found, now), is_told_of(found, now)]
    assert sum(at) <= 1
    if state not in (ScrimState.ASKED, ScrimState.ACCEPTED):
        assert not any(at)


def test_the_moment_of_the_beginning_is_after_it() -> None:
    asked, accepted = scrim(ScrimState.ASKED, None), scrim(ScrimState.ACCEPTED, None)
    assert not waits(asked, START)
    assert not is_ahead(accepted, START)
    assert is_told_of(accepted, START)
    assert not is_told_of(accepted, START + TOLD_WITHIN)


def test_each_guild_is_the_opponent_of_the_other() -> None:
    found = scrim(ScrimState.ASKED, None)
    assert [opponent_of(found, each) for each in (OWLS, BATS)] == [BATS, OWLS]
