"""An announcement that recurs."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Plain, ScheduledCommandId
from commkit_articles import ArticleId

RecurrenceId = NewType("RecurrenceId", UUID)
"""The id of an announcement that recurs."""
LocalTime = Annotated[str, Plain(max=19, multiline=False)]
ZoneName = Annotated[str, Plain(max=64, multiline=False)]


class Frequency(StrEnum):
    """How often an announcement recurs."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


@frozen
class Recurrence:
    """That copies of an announcement are made at a local time, again and again.

    Attributes:
        id: Its id.
        article: The article that is copied, as it is then.
        frequency: How often.
        interval: Each how many weeks, months or years.
        first: The first local time, such as `2026-05-01T09:00`; of a day that a month lacks its last day is taken.
        time_zone: The time zone of that, such as `Europe/Vienna`.
        publishes: Whether copies are published; else they are drafts.
        made: How many times have passed.
        next_at: When the next copy is made; None after it ended.
        set_by: In whose name; who may not announce any more ends it.
        scheduled: The scheduled command that makes the next copy.
        scheduled_check: The scheduled command that checks whether that was refused.
        failure_code: The code of the error that ended it; empty for none.
        ended_at: When it ended.
    """

    id: RecurrenceId
    article: ArticleId
    frequency: Frequency
    interval: int
    first: LocalTime
    time_zone: ZoneName
    publishes: bool
    made: int
    next_at: datetime | None
    set_by: Annotated[MemberId, Person(owns=False)]
    scheduled: ScheduledCommandId | None
    scheduled_check: ScheduledCommandId | None
    failure_code: Annotated[str, Plain(max=200, multiline=False)]
    ended_at: datetime | None
