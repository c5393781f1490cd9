"""What has to be read, who acknowledged it, and who has not."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Erasure, Person, ScheduledCommandId

MustReadId = NewType("MustReadId", UUID)
"""The id of what has to be read."""


@frozen
class MustRead:
    """That an announcement has to be read and acknowledged by its audience.

    Attributes:
        id: Its id.
        post: The post of the announcement.
        version: The version of the post that has to be acknowledged, or a later one.
        asked_at: When that version was asked for.
        due_at: Until when; who comes into the audience later has as long as the others had, from then on.
        set_by: Who asked for it; None for the host.
        ended_at: When it ended; None while it has to be read.
        scheduled: The scheduled command that reminds who has not acknowledged it.
    """

    id: MustReadId
    post: PostId
    version: int
    asked_at: datetime
    due_at: datetime
    set_by: Annotated[MemberId | None, Person(owns=False)]
    ended_at: datetime | None
    scheduled: ScheduledCommandId | None


@frozen
class Acknowledgement:
    """That a member acknowledged a version of an announcement.

    Attributes:
        post: The post of the announcement.
        member: Who.
        version: The version that they saw.
        at: When.
    """

    post: PostId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    version: int
    at: datetime


@frozen
class MyMustRead:
    """What a member still has to read.

    Attributes:
        post: The post of the announcement.
        title: Its title.
        version: The version that it has now, which is to be acknowledged.
        due_at: Until when, for this member.
        is_overdue: Whether that has passed.
        acknowledged_before: Whether they acknowledged an earlier version.
    """

    post: PostId
    title: str
    version: int
    due_at: datetime
    is_overdue: bool
    acknowledged_before: bool


@frozen
class MissingReader:
    """Who has not acknowledged an announcement.

    Attributes:
        member: Who.
        due_at: Until when they have to.
        reminders: How often they were reminded of this version.
    """

    member: MemberId
    due_at: datetime
    reminders: int


@frozen
class AcknowledgementCounts:
    """How many acknowledged an announcement; all numbers are counts of the audience at one moment.

    Attributes:
        post: The post of the announcement.
        version: The version that has to be acknowledged, or a later one.
        due_at: Until when.
        asked: How many have to acknowledge it.
        acknowledged: How many of these did.
        missing: How many of these did not.
        at: The moment.
    """

    post: PostId
    version: int
    due_at: datetime
    asked: int
    acknowledged: int
    missing: int
    at: datetime


@frozen
class AcknowledgementReport:
    """The evidence of an announcement as one piece of data.

    Attributes:
        counts: The counts.
        acknowledgements: Who acknowledged which version, and when; whoever left the audience since is in it, too.
        missing: Who has not acknowledged it.
        is_complete: Whether all are in it: it has 10,000 of either at most.
    """

    counts: AcknowledgementCounts
    acknowledgements: tuple[Acknowledgement, ...]
    missing: tuple[MissingReader, ...]
    is_complete: bool
