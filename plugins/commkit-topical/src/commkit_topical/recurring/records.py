"""A recurring thread: what opens, where, and how often."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.spaces import SpaceId
from commkit.storage import Erasure, Person, Personal, Plain

RecurringThreadId = NewType("RecurringThreadId", UUID)
"""The id of a recurring thread; its order is the order of time."""


class Recurrence(StrEnum):
    """How often a recurring thread opens."""

    DAILY = "daily"
    """Every day."""
    WEEKLY = "weekly"
    """On one day of the week."""
    MONTHLY = "monthly"
    """On one day of the month; of a month that lacks it on the last one."""


@frozen
class RecurringThread:
    """A thread that opens again and again, as the community's own.

    Attributes:
        id: Its id.
        kind: The kind of its threads.
        title: Their title; `{date}` in it becomes the local day, such as `2026-03-02`.
        body: Their text.
        tags: Their tags.
        space: The space that they stand in; None for none.
        recurrence: How often one opens.
        at: The local time, such as `09:00`.
        day: Of the week, 0 for Monday to 6 for Sunday, or of the month, 1 to 31; 0 for daily ones.
        time_zone: The IANA name of the time zone.
        locks_previous: Whether the thread before is locked then.
        created_by: Who made it; None for the host.
        opens_at: When the next one opens.
        latest: The thread that opened last; None where none did.
        opened: How many opened.
        ended_at: When it was ended, or could not go on; None while it goes on.
    """

    id: RecurringThreadId
    kind: Annotated[str, Plain(max=64, multiline=False)]
    title: Annotated[str, Personal(of="created_by", max=300, multiline=False, erase=Erasure.KEEP)]
    body: Annotated[str, Personal(of="created_by", max=40_000, erase=Erasure.KEEP)]
    tags: tuple[str, ...]
    space: SpaceId | None
    recurrence: Recurrence
    at: Annotated[str, Plain(max=5, multiline=False)]
    day: int
    time_zone: Annotated[str, Plain(max=64, multiline=False)]
    locks_previous: bool
    created_by: Annotated[MemberId | None, Person(owns=False)]
    opens_at: datetime
    latest: PostId | None
    opened: int
    ended_at: datetime | None
