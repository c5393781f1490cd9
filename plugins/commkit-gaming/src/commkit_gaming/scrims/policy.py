"""The rules of scrims that need no database."""

from datetime import datetime, timedelta

from commkit import FieldError, Invalid
from commkit_gaming.guilds.records import GuildId
from commkit_gaming.scrims.records import Scrim, ScrimState

TOLD_WITHIN = timedelta(days=7)
"""How long after its beginning results and no-shows of a scrim are told."""
_SHORTEST, _LONGEST = timedelta(minutes=10), timedelta(days=1)
_HIGHEST = 1_000_000


def waits(scrim: Scrim, now: datetime) -> bool:
    """Whether a scrim waits for an answer."""
    return scrim.state is ScrimState.ASKED and now < scrim.starts_at


def is_ahead(scrim: Scrim, now: datetime) -> bool:
    """Whether a scrim was accepted and has not begun."""
    return scrim.state is ScrimState.ACCEPTED and now < scrim.starts_at


def is_told_of(scrim: Scrim, now: datetime) -> bool:
    """Whether results and no-shows of a scrim are told now: it has begun, not too long ago, and none is confirmed."""
    begun = scrim.starts_at <= now < scrim.starts_at + TOLD_WITHIN
    return scrim.state is ScrimState.ACCEPTED and begun and scrim.confirmed_at is None


def opponent_of(scrim: Scrim, guild: GuildId) -> GuildId:
    """The other one of the two guilds."""
    return scrim.other if guild == scrim.guild else scrim.guild


def check_times(starts_at: datetime, plays: timedelta, now: datetime, ahead: timedelta) -> None:
    """Check when guilds would play.

    Raises:
        Invalid: It is not ahead, too far ahead, or too short or long.
    """
    faults = []
    if not now < starts_at <= now + ahead:
        faults.append(
            FieldError("starts_at", "out_of_range", f"give a time within the next {ahead.days} days")
        )
    if not _SHORTEST <= plays <= _LONGEST:
        faults.append(FieldError("plays", "out_of_range", "give 10 minutes to a day"))
    if faults:
        raise Invalid(faults)


def check_scores(score: int, other_score: int) -> None:
    """Check a result.

    Raises:
        Invalid: A score is out of its range.
    """
    faults = [
        FieldError(name, "out_of_range", f"give 0 to {_HIGHEST:,}")
        for name, given in (("score", score), ("other_score", other_score))
        if not 0 <= given <= _HIGHEST
    ]
    if faults:
        raise Invalid(faults)
