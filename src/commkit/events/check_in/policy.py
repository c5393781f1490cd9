"""When attendees can be checked in, and how codes are made and compared."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from commkit.events.occurrences.policy import occurrence_closed
from commkit.events.occurrences.records import Occurrence
from commkit.runtime.model.errors import Conflict

_BEFORE_START = timedelta(hours=1)
_AFTER_END = timedelta(days=1)
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without letters and digits that look alike."""
_LENGTH = 10


def check_window(occurrence: Occurrence, now: datetime) -> None:
    """Check that attendees can be checked in now.

    Raises:
        Conflict: It is too early or too late, or the occurrence was cancelled.
    """
    if occurrence.cancelled_at is not None:
        raise occurrence_closed(occurrence)
    if now < occurrence.starts_at - _BEFORE_START:
        raise Conflict("events.too_early", "check-in opens an hour before the start")
    if now > occurrence.ends_at + _AFTER_END:
        raise Conflict("events.already_ended", "this ended more than a day ago")


def new_code() -> str:
    """A fresh code."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def hash_code(code: str) -> str:
    """The hash that is stored; case, spaces and hyphens do not matter."""
    normal = code.upper().replace(" ", "").replace("-", "")
    return hashlib.sha256(normal.encode()).hexdigest()


def matches(code: str, stored: str) -> bool:
    """Whether a code has the stored hash; none does where the hash is empty."""
    return bool(stored) and hmac.compare_digest(stored, hash_code(code))
