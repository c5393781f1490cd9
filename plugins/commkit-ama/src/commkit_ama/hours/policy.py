"""Where a question hour is at a moment, and what is checked of its times; no database, no clock."""

from datetime import datetime

from attrs import evolve

from commkit import FieldError, Invalid
from commkit_ama.hours.records import QuestionHourPhase, QuestionTimes


def phase_of(times: QuestionTimes | None, now: datetime) -> QuestionHourPhase:
    """Where a question hour is: each phase begins with the moment that is named, and ends before the next one.

    Args:
        times: Its times; None where nobody set any, which is as if all were None.
        now: The present moment.
    """
    if times is None:
        return QuestionHourPhase.COLLECTING
    if times.ends_at is not None and times.ends_at <= now:
        return QuestionHourPhase.ENDED
    if times.opens_at is not None and now < times.opens_at:
        return QuestionHourPhase.ANNOUNCED
    if times.closes_at is not None and times.closes_at <= now:
        return QuestionHourPhase.ANSWERING
    return QuestionHourPhase.COLLECTING


def next_moment(times: QuestionTimes, now: datetime) -> datetime | None:
    """When the next phase begins; None where none does."""
    moments = (times.opens_at, times.closes_at, times.ends_at)
    return min((each for each in moments if each is not None and each > now), default=None)


def ended_now(times: QuestionTimes, now: datetime) -> QuestionTimes:
    """The times of a question hour that ends at this moment: those that it did not reach are forgotten."""
    opens, closes = (at if at is not None and at <= now else None for at in (times.opens_at, times.closes_at))
    return evolve(times, opens_at=opens, closes_at=closes, ends_at=now)


def check_times(opens: datetime | None, closes: datetime | None, ends: datetime | None) -> None:
    """Check that the times of a question hour follow each other.

    Raises:
        Invalid: With every error found.
    """
    errors = []
    if opens is not None and closes is not None and closes <= opens:
        errors.append(FieldError("closes_at", "too_early", "let it close after it opens"))
    if ends is not None and any(each is not None and ends < each for each in (opens, closes)):
        errors.append(FieldError("ends_at", "too_early", "let it end when it has opened and closed"))
    if errors:
        raise Invalid(errors)
