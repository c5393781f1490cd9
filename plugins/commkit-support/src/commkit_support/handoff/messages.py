"""The commands and queries about handoffs."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from attrs import field, frozen

from commkit import Command, Query, Text
from commkit.posts import PostId
from commkit_support.handoff.records import Handoff, HandoffBundle

Reason = Annotated[str, Text(max=2_000)]
Address = Annotated[str, Text(max=2_000, multiline=False)]
Answer = Annotated[str, Text(max=40_000)]


@frozen
class OfferHandoff(Command[Handoff]):
    """Hand a question over to the help desk, by the asker or staff; one handoff of a question at a time.

    Attributes:
        question: The question.
        reason: Why the community cannot answer it.

    Raises:
        Denied: This community has no help desk.
        Invalid: The post is not a question.
        Conflict: The question is handed over already, is solved or closed, or was removed.
    """

    permission = "support.offer_handoff"
    creates = True
    personal = ("reason",)

    question: PostId
    reason: Reason


@frozen
class RecordHandoffAccepted(Command[Handoff]):
    """Record that the help desk accepted the offer. A callback that comes twice or late changes nothing.

    Raises:
        Conflict: The handoff failed or was declined.
    """

    permission = "support.record_handoff"

    handoff: UUID


@frozen
class RecordHandoffLinked(Command[Handoff]):
    """Record the ticket of the help desk.

    Attributes:
        handoff: The handoff's id.
        ticket: The http(s) address of the ticket.

    Raises:
        Invalid: The ticket is not such an address.
        Conflict: The handoff has another ticket, failed, or was declined.
    """

    permission = "support.record_handoff"
    personal = ("ticket",)

    handoff: UUID
    ticket: Address


@frozen
class RecordHandoffAnswered(Command[Handoff]):
    """Record the answer of the help desk; the worker publishes it in the thread.

    Attributes:
        handoff: The handoff's id.
        text: The answer.
        remaining: Business time that the desk has left until the first reply is due, such as after a pause of its own;
            never more than it was handed over with. None: the clock has run on.
        resolution_remaining: The same of the solution.

    Raises:
        Invalid: A remaining time is negative.
        Conflict: The handoff has another answer, failed, or was declined.
    """

    permission = "support.record_handoff"
    personal = ("text",)

    handoff: UUID
    text: Answer
    remaining: timedelta | None = field(default=None, kw_only=True)
    resolution_remaining: timedelta | None = field(default=None, kw_only=True)


@frozen
class RecordHandoffDeclined(Command[Handoff]):
    """Record that the help desk declined the handoff; the question stays open.

    Attributes:
        handoff: The handoff's id.
        reason: Why.
        remaining: Business time that the desk has left until the first reply is due, such as after a pause of its own;
            never more than it was handed over with. None: the clock has run on.
        resolution_remaining: The same of the solution.

    Raises:
        Invalid: A remaining time is negative.
        Conflict: There is an answer already, or the handoff has ended.
    """

    permission = "support.record_handoff"
    personal = ("reason",)

    handoff: UUID
    reason: Reason
    remaining: timedelta | None = field(default=None, kw_only=True)
    resolution_remaining: timedelta | None = field(default=None, kw_only=True)


@frozen
class RecordHandoffFailed(Command[Handoff]):
    """Record that the help desk cannot be reached or cannot answer; the question stays open.

    Attributes:
        handoff: The handoff's id.
        reason: Why.
        remaining: Business time that the desk has left until the first reply is due, such as after a pause of its own;
            never more than it was handed over with. None: the clock has run on.
        resolution_remaining: The same of the solution.

    Raises:
        Invalid: A remaining time is negative.
        Conflict: The handoff has ended.
    """

    permission = "support.record_handoff"
    personal = ("reason",)

    handoff: UUID
    reason: Reason
    remaining: timedelta | None = field(default=None, kw_only=True)
    resolution_remaining: timedelta | None = field(default=None, kw_only=True)


@frozen
class ListHandoffs(Query[tuple[Handoff, ...]]):
    """The handoffs of a question, the oldest first; for its asker and staff."""

    permission = "support.read_handoffs"

    question: PostId


@frozen
class ReadHandoffBundle(Query[HandoffBundle]):
    """The bundle that the help desk gets of a handoff."""

    permission = "support.read_handoff_bundle"

    handoff: UUID
