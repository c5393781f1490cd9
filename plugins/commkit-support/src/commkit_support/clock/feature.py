"""The feature of clocks and queues, with its settings."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from attrs import field, frozen

from commkit import Feature, NotificationKind
from commkit_support.calendar.records import BusinessCalendar
from commkit_support.clock.facts import (
    FirstReplyDueSoon,
    FirstReplyOverdue,
    FirstReplyReceived,
    PriorityChanged,
    ResolutionDueSoon,
    ResolutionOverdue,
)
from commkit_support.clock.records import ClockReport, QuestionClock
from commkit_support.policy import AGENT, MEMBER, MIGRATIONS, STEWARD, SYSTEM_ROLE, raise_if_invalid
from commkit_support.queues.measures import OVERDUE_RATE
from commkit_support.queues.records import QueuedQuestion, SupportMetrics
from commkit_support.retention import SUPPORT_RETENTION
from commkit_support.tables import metadata

NORMAL = "normal"
"""The priority of questions that nobody gave another one."""


@frozen
class Priority:
    """The promises of a priority.

    Attributes:
        name: What it is called, such as `urgent`.
        first_reply_within: Business time until somebody other than the asker has replied; None for no promise.
        resolution_within: Business time until the question is solved or closed; None for no promise.
    """

    name: str
    first_reply_within: timedelta | None = None
    resolution_within: timedelta | None = None


@frozen
class ClockSettings:
    """The promises to askers. A change holds for questions asked after it, or given another priority.

    Attributes:
        first_reply_within: Business time until somebody other than the asker has replied.
        resolution_within: Business time until the question is solved or closed; None for no promise.
        priorities: Further priorities, with promises of their own.
        warn_before: Business time before a promise is due, at which to warn; a quarter of a promise that is not longer.
        calendar: When the team works.

    Raises:
        Invalid: A duration is not positive, the warning would come before the question, or a priority has no name or
            that of another one (`support.bad_settings`).
    """

    first_reply_within: timedelta = timedelta(hours=8)
    resolution_within: timedelta | None = None
    priorities: tuple[Priority, ...] = ()
    warn_before: timedelta = timedelta(hours=1)
    calendar: BusinessCalendar = field(factory=BusinessCalendar.always)

    def __attrs_post_init__(self) -> None:
        zero = timedelta()
        faults = [
            (name, "not_positive", "give a positive duration")
            for name in ("first_reply_within", "resolution_within")
            if (given := getattr(self, name)) is not None and given <= zero
        ]
        if not zero <= self.warn_before < max(self.first_reply_within, timedelta.resolution):
            faults.append(
                ("warn_before", "out_of_range", "warn after the question and not after the reply is due")
            )
        raise_if_invalid([*faults, *_priority_faults(self.priorities)])

    def promises(self, priority: str) -> Priority | None:
        """The promises of a priority; None where there is no such one."""
        normal = Priority(NORMAL, self.first_reply_within, self.resolution_within)
        return next((known for known in (normal, *self.priorities) if known.name == priority), None)


def _priority_faults(priorities: Sequence[Priority]) -> Iterator[tuple[str, str, str]]:
    seen = {NORMAL}
    for number, priority in enumerate(priorities):
        path = f"priorities.{number}"
        if not 0 < len(priority.name) <= 32:
            yield f"{path}.name", "length", "give it a name of 1 to 32 characters"
        if priority.name in seen:
            yield (
                f"{path}.name",
                "twice",
                f"there is a priority {priority.name!r} already; give it another name",
            )
        seen.add(priority.name)
        for name in ("first_reply_within", "resolution_within"):
            if (given := getattr(priority, name)) is not None and given <= timedelta():
                yield f"{path}.{name}", "not_positive", "give a positive duration"


clock_feature = Feature(
    "support.clock",
    tables=metadata,
    retention=SUPPORT_RETENTION,
    migrations=MIGRATIONS,
    settings=ClockSettings(),
    declares=(OVERDUE_RATE,),
    requires=("qa.questions", "qa.orphans", "support.handoff", "support.assignment"),
    grants={
        MEMBER: {"support.read_queue"},
        AGENT: {"support.read_metrics", "support.set_priority"},
        STEWARD: {"support.read_metrics", "support.set_priority"},
        SYSTEM_ROLE: {"support.check_clocks"},
    },
    facts=(
        FirstReplyReceived,
        FirstReplyDueSoon,
        FirstReplyOverdue,
        ResolutionDueSoon,
        ResolutionOverdue,
        PriorityChanged,
    ),
    records=(QuestionClock, QueuedQuestion, ClockReport, SupportMetrics),
    notification_kinds=(
        NotificationKind(
            name="support.first_reply_due_soon",
            summary="You are staff, and a first reply is due soon.",
            sentence="A first reply to “{title}” is due soon.",
        ),
        NotificationKind(
            name="support.first_reply_overdue",
            summary="You are staff, and a first reply is overdue.",
            sentence="A first reply to “{title}” is overdue.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="support.resolution_due_soon",
            summary="You are staff, and a solution is due soon.",
            sentence="A solution of “{title}” is due soon.",
        ),
        NotificationKind(
            name="support.resolution_overdue",
            summary="You are staff, and a solution is overdue.",
            sentence="A solution of “{title}” is overdue.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""The clocks, the queues, and the metrics."""
