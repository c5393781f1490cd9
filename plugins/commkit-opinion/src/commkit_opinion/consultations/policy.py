"""The rules of consultations; no database."""

from datetime import datetime

from commkit import Conflict, Invalid
from commkit_opinion.consultations.records import Consultation


def check_end(closes_at: datetime | None, now: datetime) -> None:
    """Check that a consultation ends in the future.

    Raises:
        Invalid: It does not.
    """
    if closes_at is not None and closes_at <= now:
        raise Invalid.field("closes_at", "past", "let it close later than now, or leave the end out")


def check_open(consultation: Consultation, now: datetime) -> None:
    """Check that members may vote and propose.

    Raises:
        Conflict: It is closed.
    """
    if not consultation.is_open(now):
        raise closed()


def closed() -> Conflict:
    """The error about a consultation that is closed."""
    return Conflict("opinion.closed", "this consultation is closed; read its results")
