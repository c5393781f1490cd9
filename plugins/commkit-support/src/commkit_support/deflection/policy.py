"""What may be told of the ledger; no database."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from attrs import evolve

from commkit.statistics import share_of
from commkit_support.deflection.feature import DeflectionSettings
from commkit_support.deflection.records import (
    Deflection,
    DeflectionGroup,
    Evidence,
    LedgerEntry,
    LedgerEntryId,
    Reversal,
)
from commkit_support.numbers.policy import NEIGHBOUR, SMALLEST_GROUP, TOO_FEW, shown_groups

Counts = tuple[int, int, int, int, int]
"""The people, what was booked for them, what of it is proved, open and reversed."""
NOTHING: Counts = (0, 0, 0, 0, 0)


def reversing(
    entry: LedgerEntry, id: LedgerEntryId, because: Reversal, *, at: datetime, ticket: UUID | None
) -> LedgerEntry:
    """The entry that reverses a booking: the opposite amounts on both sides.

    Args:
        entry: The booking.
        id: The id of the new entry.
        because: Why it is reversed.
        at: When.
        ticket: The ticket that reverses it.
    """
    return evolve(
        entry,
        id=id,
        turn=entry.turn + 1,
        community=-entry.community,
        help_desk=-entry.help_desk,
        because=because,
        at=at,
        ticket=ticket,
    )


def deflection_of(
    month: date, everything: Counts, groups: Mapping[Evidence, Counts], settings: DeflectionSettings
) -> Deflection:
    """What may be told of a month.

    Args:
        month: Its first day.
        everything: The counts of all bookings; a member is one of the people once, whatever helped them.
        groups: The counts of each kind of evidence.
        settings: What a ticket costs, if the host says so.
    """
    people, _, proved, still_open, reversed_ = everything
    is_told = not 0 < people < SMALLEST_GROUP
    shown = shown_groups({kind: groups.get(kind, NOTHING)[0] for kind in Evidence})
    cost = settings.ticket_cost if is_told else None
    low, high = proved, proved + still_open
    return Deflection(
        month=month,
        people=people if is_told else None,
        low=low if is_told else None,
        high=high if is_told else None,
        held=share_of(proved, proved + reversed_) if is_told else None,
        all=_group(everything, withheld="" if is_told else TOO_FEW),
        by_evidence={
            kind: _group(
                groups.get(kind, NOTHING),
                withheld=_why_not(groups.get(kind, NOTHING)[0], kind in shown, is_told),
            )
            for kind in Evidence
        },
        cost_low=None if cost is None else low * cost,
        cost_high=None if cost is None else high * cost,
        currency=settings.currency if cost is not None else "",
    )


def _why_not(people: int, is_shown: bool, is_told: bool) -> str:
    if is_shown and is_told:
        return ""
    return TOO_FEW if not is_told or 0 < people < SMALLEST_GROUP else NEIGHBOUR


def _group(counts: Counts, *, withheld: str) -> DeflectionGroup:
    if withheld:
        return DeflectionGroup(None, None, None, None, withheld)
    return DeflectionGroup(*counts[1:], withheld="")
