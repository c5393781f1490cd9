"""The feature of the first-reply clock and the queues, with its settings."""

from datetime import timedelta

from attrs import field, frozen

from commkit import Feature, NotificationKind
from commkit_support.calendar.records import BusinessCalendar
from commkit_support.clock.facts import (
    FirstReplyDueSoon,
    FirstReplyOverdue,
    FirstReplyReceived,
    QuestionOrphaned,
)
from commkit_support.clock.records import ClockReport, FirstReplyClock
from commkit_support.policy import AGENT, MEMBER, MIGRATIONS, STEWARD, SYSTEM_ROLE, raise_if_invalid
from commkit_support.queues.records import QueuedQuestion, SupportMetrics
from commkit_support.tables import metadata


@frozen
class FirstReplySettings:
    """The promise of a first reply. A change holds for questions asked after it.

    Attributes:
        first_reply_within: Business time until somebody other than the asker has replied.
        warn_before: Business time before that moment, at which `FirstReplyDueSoon` is emitted.
        calendar: When the team works.
        orphan_after: Elapsed time after which an open question without any answer counts as orphaned.

    Raises:
        Invalid: A duration is not positive, or the warning would come before the question (`support.bad_settings`).
    """

    first_reply_within: timedelta = timedelta(hours=8)
    warn_before: timedelta = timedelta(hours=1)
    calendar: BusinessCalendar = field(factory=BusinessCalendar.always)
    orphan_after: timedelta = timedelta(days=3)

    def __attrs_post_init__(self) -> None:
        zero = timedelta()
        faults = [
            (name, "not_positive", "give a positive duration")
            for name in ("first_reply_within", "orphan_after")
            if getattr(self, name) <= zero
        ]
        if not zero <= self.warn_before < max(self.first_reply_within, timedelta.resolution):
            faults.append(
                ("warn_before", "out_of_range", "warn after the question and not after the reply is due")
            )
        raise_if_invalid(faults)


clock_feature = Feature(
    "support.clock",
    tables=metadata,
    migrations=MIGRATIONS,
    settings=FirstReplySettings(),
    requires=("qa.questions", "support.handoff"),
    grants={
        MEMBER: {"support.read_queue"},
        AGENT: {"support.read_metrics"},
        STEWARD: {"support.read_metrics"},
        SYSTEM_ROLE: {"support.check_first_reply_clocks"},
    },
    facts=(FirstReplyReceived, FirstReplyDueSoon, FirstReplyOverdue, QuestionOrphaned),
    records=(FirstReplyClock, QueuedQuestion, ClockReport, SupportMetrics),
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
            name="support.question_orphaned",
            summary="You are staff, and a question is orphaned: nobody answers it.",
            sentence="Nobody answers “{title}”.",
        ),
    ),
)
"""The first-reply clock, the queues, and the metrics."""
