"""What a legal hold must be like, and how a page of evidence is checked."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from commkit import Conflict
from commkit.privacy import HeldRow
from commkit_internal.legal_holds.records import DiscoveryPage, LegalHold, LegalHoldId


def check_open(hold: LegalHold) -> None:
    """Check that a hold lasts.

    Raises:
        Conflict: It was released.
    """
    if hold.released_at is not None:
        raise Conflict("internal.hold_released", "this hold was released; open another one")


def reached_already() -> Conflict:
    """The error for what a hold reaches already."""
    return Conflict("internal.held_already", "this hold reaches that already; there is nothing to do")


def digest_of(page: DiscoveryPage) -> str:
    """The digest of a page of evidence: SHA-256 over what it says, as JSON with sorted names, without blanks.

    A page is as it was exported if this is its `digest`. The same page of the same hold has the same digest while it is
    held, but for rows that were changed by people meanwhile.

    Args:
        page: The page, as it was exported.
    """
    return digest(page.hold, page.start, page.rows, page.purposes)


def digest(
    hold: LegalHoldId,
    start: str | None,
    rows: Sequence[HeldRow],
    purposes: Mapping[str, Mapping[str, str]],
) -> str:
    """The digest of what a page says; see `digest_of`."""
    said: dict[str, Any] = {
        "hold": str(hold),
        "start": start,
        "rows": [[row.table, dict(row.values)] for row in rows],
        "purposes": {table: dict(columns) for table, columns in purposes.items()},
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
