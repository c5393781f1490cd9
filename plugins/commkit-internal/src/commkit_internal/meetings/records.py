"""The minutes of a meeting, and who may write them."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.events import EventId, OccurrenceId
from commkit.storage import Erasure, Person

MinutesId = NewType("MinutesId", UUID)
"""The id of minutes: that of their post."""


@frozen
class StoredMinutes:
    """The minutes of an occurrence of an event, as they are stored; their text is that of their post.

    Attributes:
        id: Their id, which is that of their post.
        event: The event.
        occurrence: The occurrence.
        keeper: Who started them, and is told when a task loses its owner; None for the host.
        started_at: When.
        approved_at: When they were approved; None until then.
        approved_by: Who approved them.
        approved_version: The version of the post that was approved.
    """

    id: MinutesId
    event: EventId
    occurrence: OccurrenceId
    keeper: Annotated[MemberId | None, Person(owns=False)]
    started_at: datetime
    approved_at: datetime | None
    approved_by: Annotated[MemberId | None, Person(owns=False)]
    approved_version: int | None


@frozen
class Minutes:
    """The minutes of an occurrence of an event. Their text is that of their post, with its earlier versions.

    Attributes:
        id: Their id, which is that of their post.
        event: The event.
        occurrence: The occurrence.
        keeper: Who started them, and is told when a task loses its owner; None for the host.
        started_at: When.
        approved_at: When they were approved; None until then.
        approved_by: Who approved them.
        approved_version: The version of the post that was approved.
        owner: The acting member where they may write them; else None.
    """

    id: MinutesId
    event: EventId
    occurrence: OccurrenceId
    keeper: MemberId | None
    started_at: datetime
    approved_at: datetime | None
    approved_by: MemberId | None
    approved_version: int | None
    owner: MemberId | None


@frozen
class MinutesWriter:
    """That a member may write the minutes of an event, beside its hosts.

    Attributes:
        event: The event; with all its occurrences.
        member: Who.
        named_by: Who named them.
        at: When.
    """

    event: EventId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    named_by: Annotated[MemberId | None, Person(owns=False)]
    at: datetime
