"""What happens in the ledger. Who may not read it is told of nothing."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit_support.deflection.records import Evidence, LedgerEntryId, Reversal, TicketId


@frozen
class DeflectionBooked(Fact):
    """A ticket was avoided, as far as is known now."""

    name = "support.deflection_booked"
    visible_to = "support.read_ledger"
    entry: LedgerEntryId
    question: PostId
    evidence: Evidence


@frozen
class DeflectionReversed(Fact):
    """A booking was reversed by a further entry."""

    name = "support.deflection_reversed"
    visible_to = "support.read_ledger"
    entry: LedgerEntryId
    question: PostId
    because: Reversal


@frozen
class TicketRecorded(Fact):
    """The host reported a ticket that was opened at the help desk itself."""

    name = "support.ticket_recorded"
    visible_to = "support.record_ticket"
    ticket: TicketId
