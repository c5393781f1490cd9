"""How bookings are entered and reversed, and tickets recorded."""

from datetime import datetime
from uuid import UUID

from commkit import Conflict, Context, Invalid, MemberId
from commkit.members import Membership, lock_member
from commkit.posts import Post, PostId
from commkit_qa import require_question
from commkit_support.deflection import statements as sql
from commkit_support.deflection.facts import DeflectionBooked, DeflectionReversed, TicketRecorded
from commkit_support.deflection.feature import DeflectionSettings, deflection_feature
from commkit_support.deflection.messages import AcknowledgeIssue, RecordTicket
from commkit_support.deflection.policy import reversing
from commkit_support.deflection.records import (
    Evidence,
    LedgerEntry,
    LedgerEntryId,
    Reversal,
    Ticket,
    TicketId,
)
from commkit_support.known_issues.handlers import issue_of
from commkit_support.known_issues.records import KnownIssueId


@deflection_feature.loads(LedgerEntry, owner=lambda entry: entry.member)
def fetch_entry(context: Context, id: UUID) -> LedgerEntry | None:
    """The entry with this id, for staff and for the member whom it is about, where they see the question."""
    sees_all = context.can("support.read_ledger")
    return context.one(sql.ONE, entry=id, me=context.member_or_none, sees_all=sees_all)


@deflection_feature.loads(Ticket, owner=lambda ticket: ticket.member)
def fetch_ticket(context: Context, id: UUID) -> Ticket | None:
    """The ticket with this id, for staff."""
    return context.one(sql.TICKETS_CRUD.one, id=id) if context.can("support.record_ticket") else None


@deflection_feature.handles(AcknowledgeIssue)
def acknowledge_issue(context: Context, command: AcknowledgeIssue) -> LedgerEntry:
    """Book it, on the proof of the asker's word."""
    question = context.get(Post, command.question, need="support.acknowledge_issue")
    require_question(context.community_type, question)
    link = issue_of(context, question.id)
    if link is None or question.author is None or question.author != context.member_or_none:
        raise Conflict(
            "support.no_issue_of_yours", "your question is about no known issue; wait for an answer"
        )
    entry = book(context, question, question.author, Evidence.ISSUE_SETTLED, issue=link.issue)
    if entry is None:
        raise Conflict(
            "support.not_deflected",
            "this is not booked: it is already, you are staff, or you have a ticket; there is nothing to do",
        )
    return entry


@deflection_feature.handles(RecordTicket)
def record_ticket(context: Context, command: RecordTicket) -> Ticket:
    """Add it, once for each reference, and reverse what was booked for that member in its time."""
    member = context.get(Membership, command.member)
    if command.opened_at > context.now:
        raise Invalid.field("opened_at", "in_future", "give the moment in which it was opened")
    lock_member(context, member.id)
    made = Ticket(
        id=TicketId(context.new_id()),
        member=member.id,
        reference=command.reference,
        opened_at=command.opened_at,
        recorded_at=context.now,
    )
    if not context.run(sql.ADD_TICKET, made):
        return context.one(sql.TICKET_BY_REFERENCE, reference=command.reference) or made
    context.emit(TicketRecorded(ticket=made.id))
    reverse_for_ticket(context, member.id, made.id, opened_at=made.opened_at)
    return made


def book(
    context: Context,
    question: Post,
    member: MemberId,
    evidence: Evidence,
    *,
    answer: PostId | None = None,
    issue: KnownIssueId | None = None,
) -> LedgerEntry | None:
    """Book that a member needed no ticket about a question.

    The lock of the member lets no ticket of theirs come between, that of the posts no removal.

    Args:
        context: The context.
        question: The question.
        member: Whom it helped.
        evidence: What proves it; the caller has it in this very transaction.
        answer: The answer that helped.
        issue: The known issue that did.

    Returns:
        The entry; None where it is booked already, a ticket was opened, or it is about staff, who open none.
    """
    if not is_customer(context, member) or not lock_member(context, member):
        return None
    posts = [question.id, *([answer] if answer is not None else ())]
    if len(context.rows(sql.LOCK_POSTS, posts=posts)) < len(posts):
        return None
    last = context.one(sql.LAST, question=question.id, member=member)
    if (last is not None and last.is_booking) or has_ticket(context, member, question.id):
        return None
    entry = LedgerEntry(
        id=LedgerEntryId(context.new_id()),
        question=question.id,
        member=member,
        turn=last.turn + 1 if last is not None else 1,
        community=1,
        help_desk=-1,
        evidence=evidence,
        answer=answer,
        issue=issue,
        at=context.now,
        final_at=context.now + context.settings(DeflectionSettings).window,
        because=None,
        ticket=None,
    )
    if not context.run(sql.ADD, entry):
        return None
    context.emit(DeflectionBooked(entry=entry.id, question=question.id, evidence=evidence))
    return entry


def reverse(context: Context, entry: LedgerEntry, because: Reversal, *, ticket: UUID | None = None) -> None:
    """Reverse a booking by a further entry; nothing changes where somebody else was faster."""
    entered = reversing(entry, LedgerEntryId(context.new_id()), because, at=context.now, ticket=ticket)
    if context.run(sql.ADD, entered):
        context.emit(DeflectionReversed(entry=entered.id, question=entry.question, because=because))


def reverse_for_ticket(context: Context, member: MemberId, ticket: UUID, *, opened_at: datetime) -> None:
    """Reverse all bookings of a member in whose window a ticket was opened; the caller has locked the member."""
    latest = opened_at + context.settings(DeflectionSettings).window
    for entry in context.rows(sql.STANDING_AGAINST, member=member, opened_at=opened_at, latest=latest):
        reverse(context, entry, Reversal.TICKET, ticket=ticket)


def has_ticket(context: Context, member: MemberId, question: PostId) -> bool:
    """Whether a member opened a ticket so close to now that nothing was avoided."""
    window = context.settings(DeflectionSettings).window
    return bool(
        context.rows(
            sql.TICKETS, member=member, question=question, since=context.now - window, until=context.now
        )
    )


def is_customer(context: Context, member: MemberId) -> bool:
    """Whether a member is a person who could open a ticket: staff and programs open none."""
    found = context.one(sql.CUSTOMER, member=member)
    return found is not None
