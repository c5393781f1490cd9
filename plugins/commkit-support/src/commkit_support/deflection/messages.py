"""The messages about the ledger."""

from datetime import date, datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, Text
from commkit.posts import PostId
from commkit_support.deflection.records import (
    BookingExplanation,
    Deflection,
    LedgerEntry,
    LedgerEntryId,
    Ticket,
)


@frozen
class AcknowledgeIssue(Command[LedgerEntry]):
    """Say as the asker that the message of the known issue is all one needs.

    Attributes:
        question: A question of one's own that is about a known issue.

    Raises:
        Invalid: The post is not a question.
        Conflict: It is about no known issue, or was removed; the actor is staff; it is booked already, or a ticket was
            opened (`support.not_deflected`).
    """

    permission = "support.acknowledge_issue"
    creates = True
    personal = ()

    question: PostId


@frozen
class RecordTicket(Command[Ticket]):
    """Report a ticket that a member opened at the help desk itself; bookings of that time are reversed.

    A report that comes twice changes nothing. Handoffs are known: report none of them.

    Attributes:
        member: Who opened it.
        reference: What the help desk calls it.
        opened_at: When it was opened.

    Raises:
        NotFound: There is no such member.
        Invalid: It was opened in the future.
    """

    permission = "support.record_ticket"
    creates = True
    personal = ("reference",)

    member: MemberId
    reference: Annotated[str, Text(max=200, multiline=False)]
    opened_at: datetime


@frozen
class ReadDeflection(Query[Deflection]):
    """How many tickets the community avoided, as an interval.

    Attributes:
        month: A day of the month, in UTC.
    """

    permission = "support.read_deflection"

    month: date


@frozen(kw_only=True)
class ListLedgerEntries(Query[Page[LedgerEntry]]):
    """The ledger, the newest entries first, as far as the reader sees the questions.

    Attributes:
        after: The `next` of the page before.
        limit: Entries on a page, 1 to 100.
    """

    permission = "support.read_ledger"
    personal = ()

    after: str | None = None
    limit: int = field(default=20)


@frozen
class ExplainBooking(Query[BookingExplanation]):
    """Why an entry is in the ledger, rule by rule; for staff, and for the member whom it is about.

    Raises:
        NotFound: There is no such entry for this actor.
    """

    permission = "support.explain_booking"

    entry: LedgerEntryId
