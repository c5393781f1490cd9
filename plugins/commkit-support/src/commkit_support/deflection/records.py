"""Entries of the ledger, tickets that were opened elsewhere, and the deflection of a month."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.explaining import TraceStep
from commkit.posts import PostId
from commkit.statistics import Share
from commkit.storage import Erasure, Person, Plain
from commkit_support.known_issues.records import KnownIssueId

LedgerEntryId = NewType("LedgerEntryId", UUID)
"""The id of an entry; its order is the order of time."""
TicketId = NewType("TicketId", UUID)
"""The id of a ticket that was opened elsewhere."""


class Evidence(StrEnum):
    """The closed list of what proves that a member needed no ticket.

    That somebody read an answer, liked it or went away proves nothing, and neither does an answer that staff accepted.
    """

    ACCEPTED = "accepted"
    """The asker accepted the answer of somebody else."""
    CONFIRMED = "confirmed"
    """The asker said that an answer worked (`qa.ConfirmAnswer`)."""
    READER_CONFIRMED = "reader_confirmed"
    """Another member said that an answer worked for them."""
    ISSUE_SETTLED = "issue_settled"
    """The asker read the message of the known issue, and said that it is all they need (`AcknowledgeIssue`)."""


class Reversal(StrEnum):
    """Why a booking was reversed."""

    TICKET = "ticket"
    """The member opened a ticket within the window."""
    WITHDRAWN = "withdrawn"
    """They took their confirmation back."""
    REOPENED = "reopened"
    """The question was reopened: the answer did not solve it."""
    ANSWER_REMOVED = "answer_removed"
    QUESTION_REMOVED = "question_removed"
    UNLINKED = "unlinked"
    """The question is not about the known issue after all."""


@frozen
class LedgerEntry:
    """One entry of the ledger: a booking, or the reversal of the one before it.

    Entries are never changed. Those about one member and question are numbered from 1: odd ones are bookings, even ones
    reverse them; so at most one booking of them stands. The database holds these rules, too.

    Attributes:
        id: Its id.
        question: The question.
        member: Who needed no ticket.
        turn: The number of the entry among those about this member and question.
        community: What the account of the community is credited with, in tickets: 1, or -1 in a reversal.
        help_desk: The other side: what the account of the help desk is debited with. The two are 0 together.
        evidence: What proves it.
        answer: The answer that helped; None where it was a known issue.
        issue: The known issue whose message helped; None where it was an answer.
        at: When it was entered.
        final_at: Until when a ticket reverses the booking; from then on it is proved.
        because: Why it was reversed; None in a booking.
        ticket: The handoff, or the ticket that was opened elsewhere, which reversed it.
    """

    id: LedgerEntryId
    question: PostId
    member: Annotated[MemberId, Person()]
    turn: int
    community: int
    help_desk: int
    evidence: Evidence
    answer: PostId | None
    issue: KnownIssueId | None
    at: datetime
    final_at: datetime
    because: Reversal | None
    ticket: UUID | None

    @property
    def is_booking(self) -> bool:
        """Whether it books, and reverses nothing."""
        return self.turn % 2 == 1


@frozen
class Ticket:
    """A ticket that a member opened at the help desk itself, as the host reports it.

    Attributes:
        id: Its id.
        member: Who opened it.
        reference: What the help desk calls it; one report of each counts.
        opened_at: When it was opened.
        recorded_at: When it was reported.
    """

    id: TicketId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    reference: Annotated[str, Plain(max=200, multiline=False)]
    opened_at: datetime
    recorded_at: datetime


@frozen
class BookingExplanation:
    """Why an entry is in the ledger, and what became of it.

    Attributes:
        entry: The entry.
        steps: What was asked, in this order, and what it came to.
    """

    entry: LedgerEntry
    steps: tuple[TraceStep, ...]


@frozen
class DeflectionGroup:
    """Bookings of one kind of evidence; all is None where `withheld` says why.

    Attributes:
        booked: Bookings: the sample size.
        proved: Those that stand, and no ticket can reverse any more.
        open: Those that stand, and whose window has not ended.
        reversed: Those that were reversed.
        withheld: Why nothing is told; empty where it is.
    """

    booked: int | None
    proved: int | None
    open: int | None
    reversed: int | None
    withheld: str


@frozen
class Deflection:
    """How many tickets the community avoided, by bookings of one month in UTC, in tickets.

    An interval, not a number: `low` is what is proved, `high` is what could still come to be. Only bookings about
    questions that the reader sees are counted. It is told as it is now: until the last window of the month has ended it
    moves. What is not told is what would tell of fewer than five people (k-anonymity). Those who were helped and said
    nothing are in no number, so it says nothing about them.

    Source: double-entry bookkeeping with reversing entries (L. Pacioli, Summa de arithmetica, 1494); the share with the
    interval of Wilson, see `commkit.statistics.share_of`.

    Attributes:
        month: The first day of the month.
        people: Members who needed no ticket; None where `all` is withheld.
        low: Tickets that were avoided for certain: `proved`.
        high: Tickets that may have been: `proved` and `open`.
        held: `proved` among the bookings that are decided, which are `proved` and `reversed`, with its interval.
        all: All bookings.
        by_evidence: The same by the evidence.
        cost_low: `low` in money, where the settings give the cost of a ticket, in the smallest unit of `currency`.
        cost_high: The same of `high`.
        currency: The currency of the settings; empty without a cost.
    """

    month: date
    people: int | None
    low: int | None
    high: int | None
    held: Share | None
    all: DeflectionGroup
    by_evidence: dict[Evidence, DeflectionGroup]
    cost_low: int | None
    cost_high: int | None
    currency: str
