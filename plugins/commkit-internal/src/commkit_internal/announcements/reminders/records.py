"""What was done to make members read something, and what others are told about them."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person
from commkit_internal.announcements.must_reads.records import MustReadId

EscalationId = NewType("EscalationId", UUID)
"""The id of an escalation."""


@frozen
class Reminding:
    """What was done so far to make a member read a version of something.

    Attributes:
        must_read: What they have to read.
        version: The version that was asked for.
        member: Who.
        reminders: How often they were reminded.
        last_at: When last.
        escalated_at: When others were told.
        manager: The manager who was told; None where there is none.
    """

    must_read: MustReadId
    version: int
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    reminders: int
    last_at: datetime | None
    escalated_at: datetime | None
    manager: Annotated[MemberId | None, Person(owns=False)]


@frozen
class Escalation:
    """That a manager or a people partner was told of members who have not acknowledged something in time.

    Attributes:
        id: Its id.
        must_read: What they had to read.
        recipient: Who was told.
        as_partner: Whether they were told as a people partner: of all, and not only of those whom they lead.
        at: When first.
    """

    id: EscalationId
    must_read: MustReadId
    recipient: Annotated[MemberId, Person(erase=Erasure.ROW)]
    as_partner: bool
    at: datetime


@frozen
class OverdueReaders:
    """Who has not acknowledged something in time. It does not say what: who is told may not be in its audience.

    Attributes:
        escalation: The escalation.
        members: Who, now; at most 1,000.
    """

    escalation: EscalationId
    members: tuple[MemberId, ...]
