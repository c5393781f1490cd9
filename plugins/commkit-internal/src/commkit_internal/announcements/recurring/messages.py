"""The commands and queries of announcements that recur."""

from attrs import field, frozen

from commkit import Command, Query
from commkit_articles import ArticleId
from commkit_internal.announcements.recurring.records import (
    Frequency,
    LocalTime,
    Recurrence,
    RecurrenceId,
    ZoneName,
)


@frozen
class SetRecurrence(Command[Recurrence]):
    """Let copies of an announcement be made each week, month or year at a local time, in one's own name.

    Each time the worker acts for who set it, whose permissions are asked again. The copy has the
    same audience. The copy of a version that was approved is approved; no other one can be published.

    Attributes:
        article: The article that is copied, as it is then.
        frequency: How often.
        first: The first local time, in the future, such as `2026-05-01T09:00`; of a day that a month lacks its last day
            is taken.
        time_zone: The time zone of that, such as `Europe/Vienna`.
        interval: Each how many weeks, months or years, 1 to 60.
        publishes: Whether copies are published; else they are drafts.

    Raises:
        Invalid: It is no local time, no time zone, not in the future, or the interval is out of its range.
        NotFound: There is no such article for this actor.
        Conflict: The article was retired.
    """

    permission = "internal.announce"
    creates = True
    personal = ()

    article: ArticleId
    frequency: Frequency
    first: LocalTime
    time_zone: ZoneName
    interval: int = field(default=1, kw_only=True)
    publishes: bool = field(default=False, kw_only=True)


@frozen
class EndRecurrence(Command[None]):
    """Let an announcement recur no more; again, it changes nothing."""

    permission = "internal.announce"

    recurrence: RecurrenceId


@frozen
class ListRecurrences(Query[tuple[Recurrence, ...]]):
    """The announcements that recur, of articles that the actor may see, the newest first; at most 200.

    Attributes:
        ended: Whether those that have ended are listed, too.
    """

    permission = "internal.announce"

    ended: bool = False
