"""Which posts a release asks about; no database."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from commkit import FieldError, Invalid
from commkit_qa.freshness.policy import VersionRange

MOST_AHEAD = timedelta(days=1)
"""How far ahead the clock of whoever announces a release may be."""
_SCHEMES = ("https://", "http://")


def check_release(*, released_at: datetime, notes: str, now: datetime) -> None:
    """Check what is said of a release.

    Raises:
        Invalid: It is not released yet, or the address of its notes is none; with all faults.
    """
    faults = []
    if released_at > now + MOST_AHEAD:
        faults.append(FieldError("released_at", "not_yet", "announce a release once it is out"))
    if notes and not notes.startswith(_SCHEMES):
        faults.append(FieldError("notes", "bad_url", "give the address with https:// ahead"))
    if faults:
        raise Invalid(faults)


def is_ahead(rank: bytes, known: Iterable[bytes]) -> bool:
    """Whether a version is higher than all that were announced."""
    return all(other < rank for other in known)


def is_asked_about(claim: VersionRange, release: bytes, former: bytes | None) -> bool:
    """Whether members are asked if a post works in a release.

    It must claim to, and have applied to the former one: what was written for the new one, or ends ahead of it, needs
    nobody's word.

    Args:
        claim: The versions that the post applies to.
        release: The rank of the release.
        former: The rank of the highest release before it; None where it is the first one.
    """
    if not claim.holds(release):
        return False
    return claim.holds(former) if former is not None else claim.since is None or claim.since < release
