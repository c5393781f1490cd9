"""How the ledger is read and explained."""

from collections.abc import Iterator
from uuid import UUID

from commkit import Context, Page
from commkit.explaining import RuleOutcome, TraceStep
from commkit.storage import LAST_ID, keyset, page_size
from commkit_support.deflection import statements as sql
from commkit_support.deflection.feature import DeflectionSettings, deflection_feature
from commkit_support.deflection.messages import ExplainBooking, ListLedgerEntries, ReadDeflection
from commkit_support.deflection.policy import deflection_of
from commkit_support.deflection.records import (
    BookingExplanation,
    Deflection,
    Evidence,
    LedgerEntry,
)
from commkit_support.numbers.policy import month_of

_BY_ID = keyset(UUID, of="support.ledger")
_PROOFS = {
    Evidence.ACCEPTED: "the asker accepted the answer of somebody else who is not staff",
    Evidence.CONFIRMED: "the asker said that the answer worked",
    Evidence.READER_CONFIRMED: "another member said that the answer worked for them",
    Evidence.ISSUE_SETTLED: "the asker said that the message of the known issue is all they need",
}


@deflection_feature.handles(ReadDeflection)
def read_deflection(context: Context, query: ReadDeflection) -> Deflection:
    """Count all, and by evidence, in a statement each: a member may be among several kinds."""
    since, until = month_of(query.month)
    period = {"since": since, "until": until, "now": context.now}
    (everything,) = context.rows(sql.TOTALS, **period)
    groups = {Evidence(kind): tuple(counts) for kind, *counts in context.rows(sql.BY_EVIDENCE, **period)}
    return deflection_of(since.date(), tuple(everything), groups, context.settings(DeflectionSettings))


@deflection_feature.handles(ListLedgerEntries)
def list_ledger_entries(context: Context, query: ListLedgerEntries) -> Page[LedgerEntry]:
    """By id, which is the order of time. Members with entries of their own see them by `ExplainBooking`."""
    limit = page_size(query.limit)
    (after,) = _BY_ID.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, after=after, size=limit + 1)
    return _BY_ID.page(rows, limit, lambda entry: (entry.id,))


@deflection_feature.handles(ExplainBooking)
def explain_booking(context: Context, query: ExplainBooking) -> BookingExplanation:
    """The rules of booking, as the entry says they were, and what became of it."""
    entry = context.get(LedgerEntry, query.entry, need="support.explain_booking")
    return BookingExplanation(entry, tuple(_steps(context, entry)))


def _steps(context: Context, entry: LedgerEntry) -> Iterator[TraceStep]:
    feature = deflection_feature.name
    yield TraceStep("proof", True, _PROOFS[entry.evidence], feature)
    yield TraceStep("booked once for this member and question", True, f"entry {entry.turn} of them", feature)
    if entry.because is not None:
        by = f" ({entry.ticket})" if entry.ticket is not None else ""
        told = f"it was reversed at {entry.at:%Y-%m-%d %H:%M} UTC: {entry.because}{by}"
        yield TraceStep("it stands", False, told, feature)
        return
    last = context.one(sql.LAST, question=entry.question, member=entry.member)
    stands = last is not None and last.id == entry.id
    yield TraceStep("it stands", stands, "" if stands else "a later entry reversed it", feature)
    is_over = entry.final_at <= context.now
    told = f"a ticket until {entry.final_at:%Y-%m-%d %H:%M} UTC reverses it"
    yield TraceStep(
        "its window has ended",
        RuleOutcome.YES if is_over else RuleOutcome.LATER,
        "" if is_over else told,
        feature,
    )
