"""Which of two versions of a thing of a calendar is the later one (RFC 5546, section 2.1.5)."""

from datetime import datetime

from commkit.events.imported_versions.records import Standing
from commkit.events.importing.records import ExternalEvent, ExternalOccurrence

MADE_UP = -1
"""The number of the version of an event that was made up for its occurrences: any other one is later."""


def standing_of(
    external: ExternalEvent | ExternalOccurrence, *, sequence: int | None, modified_at: datetime | None
) -> Standing:
    """Whether what comes is a later version than what is there.

    Args:
        external: What comes.
        sequence: The number of the version that is there; None where it never came before.
        modified_at: When that was made; None where that is unknown.
    """
    if sequence is None or external.sequence > sequence:
        return Standing.LATER
    if external.sequence < sequence:
        return Standing.EARLIER
    if external.modified_at is None or external.modified_at == modified_at:
        return Standing.SAME
    return Standing.LATER if modified_at is None or external.modified_at > modified_at else Standing.EARLIER
