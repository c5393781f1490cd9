"""What can be asked of handoffs, and what is told of them."""

from typing import Annotated
from uuid import UUID

from attrs import frozen

from commkit import Command, Fact, Query, Text
from commkit.posts import PostId
from commkit_support.handoff.records import Handoff, HandoffBundle

Reason = Annotated[str, Text(max=2_000)]
Address = Annotated[str, Text(max=2_000, lines=False)]
Answer = Annotated[str, Text(max=40_000)]


@frozen
class OfferHandoff(Command[Handoff]):
    """Hand a question over to the help desk, by the asker or staff; one handoff of a question at a time.

    Attributes:
        question: Which question.
        reason: Why the community cannot answer it.

    Raises:
        Denied: This community has no help desk.
        Invalid: It is no question.
        Conflict: It is handed over already, is settled, or was taken down.
    """

    permission = "support.offer_handoff"
    personal = ("reason",)

    question: PostId
    reason: Reason


@frozen
class RecordHandoffAccepted(Command[Handoff]):
    """The desk took the offer. Whatever the desk tells may come twice or late; then it changes nothing.

    Raises:
        Conflict: The handoff failed or was declined.
    """

    permission = "support.record_handoff"

    handoff: UUID


@frozen
class RecordHandoffLinked(Command[Handoff]):
    """The desk told its ticket.

    Attributes:
        handoff: Which handoff.
        ticket: The http(s) address of the ticket.

    Raises:
        Invalid: It is no such address.
        Conflict: It has another ticket, failed, or was declined.
    """

    permission = "support.record_handoff"
    personal = ("ticket",)

    handoff: UUID
    ticket: Address


@frozen
class RecordHandoffAnswered(Command[Handoff]):
    """The desk gave an answer; the worker brings it into the thread.

    Raises:
        Conflict: It gave another answer before, failed, or was declined.
    """

    permission = "support.record_handoff"
    personal = ("text",)

    handoff: UUID
    text: Answer


@frozen
class RecordHandoffDeclined(Command[Handoff]):
    """The desk does not want it; the question stays open.

    Raises:
        Conflict: There is an answer already, or the handoff is over.
    """

    permission = "support.record_handoff"
    personal = ("reason",)

    handoff: UUID
    reason: Reason


@frozen
class RecordHandoffFailed(Command[Handoff]):
    """The desk cannot be reached or cannot answer; the question stays open.

    Raises:
        Conflict: The handoff is over.
    """

    permission = "support.record_handoff"
    personal = ("reason",)

    handoff: UUID
    reason: Reason


@frozen
class ReturnHandoffAnswer(Command[Handoff]):
    """Publish the desk's answer in the thread, in the name of the community; the worker does it as SYSTEM.

    Raises:
        Conflict: There is no answer yet, or the handoff is over.
    """

    permission = "support.return_handoff_answer"

    handoff: UUID


@frozen
class ListHandoffs(Query[tuple[Handoff, ...]]):
    """The handoffs of a question, the oldest first; for its asker and staff."""

    permission = "support.read_handoffs"

    question: PostId


@frozen
class ReadHandoffBundle(Query[HandoffBundle]):
    """What the help desk is shown of a question."""

    permission = "support.read_handoff_bundle"

    handoff: UUID


@frozen
class HandoffOffered(Fact):
    """A question was handed over; the worker now offers it to the desk."""

    name = "support.handoff_offered"
    handoff: UUID
    question: PostId


@frozen
class HandoffAccepted(Fact):
    """The desk took it."""

    name = "support.handoff_accepted"
    handoff: UUID
    question: PostId


@frozen
class HandoffLinked(Fact):
    """The desk told its ticket."""

    name = "support.handoff_linked"
    handoff: UUID
    question: PostId


@frozen
class HandoffAnswered(Fact):
    """The desk gave an answer; the worker now brings it into the thread."""

    name = "support.handoff_answered"
    handoff: UUID
    question: PostId


@frozen
class HandoffReturned(Fact):
    """The desk's answer stands in the thread."""

    name = "support.handoff_returned"
    handoff: UUID
    question: PostId
    answer: PostId


@frozen
class HandoffDeclined(Fact):
    """The desk does not want it; the question is the community's again."""

    name = "support.handoff_declined"
    handoff: UUID
    question: PostId


@frozen
class HandoffFailed(Fact):
    """The desk could not help; the question is the community's again."""

    name = "support.handoff_failed"
    handoff: UUID
    question: PostId
