"""The features of questions and of the first-reply clock, with their settings."""

from collections.abc import Iterable
from datetime import timedelta

from attrs import field, frozen

from commkit import Feature, FieldError, Invalid, NotificationKind
from commkit_support.calendar import BusinessCalendar
from commkit_support.messages import (
    FirstReplyDueSoon,
    FirstReplyOverdue,
    FirstReplyReceived,
    QuestionClosed,
    QuestionOrphaned,
    QuestionReopened,
    QuestionSolved,
)
from commkit_support.records import ClockReport, FirstReplyClock, QueuedQuestion, SupportMetrics
from commkit_support.tables import metadata

MEMBER, STEWARD = "member", "steward"
AGENT = "agent"
"""A role of support communities: staff that answers, and cares for questions but not for people."""

HOST = "system"
"""The role of the host itself, which no member can have: for what only schedulers and workers do."""

MIGRATIONS = "commkit_support.migrations"


@frozen
class QaSettings:
    """What makes a question worth answering; lengths are characters that are not white space.

    Attributes:
        min_title: The title, at least.
        min_body: The text, at least.

    Raises:
        Invalid: A length is negative (`support.bad_settings`).
    """

    min_title: int = 5
    min_body: int = 3

    def __attrs_post_init__(self) -> None:
        raise_if_invalid(
            (name, "negative", "give 0 or more characters")
            for name in ("min_title", "min_body")
            if getattr(self, name) < 0
        )


@frozen
class SlaSettings:
    """What is promised to askers. A change holds for questions asked after it.

    Attributes:
        first_reply_within: Business time until somebody other than the asker has replied.
        warn_before: Business time before that moment, at which it is told that the reply is due soon.
        calendar: When the team is there.
        orphan_after: Elapsed time after which an open question without any answer counts as left alone.

    Raises:
        Invalid: A duration is not positive, or the warning would come before the question (`support.bad_settings`).
    """

    first_reply_within: timedelta = timedelta(hours=8)
    warn_before: timedelta = timedelta(hours=1)
    calendar: BusinessCalendar = field(factory=BusinessCalendar.always)
    orphan_after: timedelta = timedelta(days=3)

    def __attrs_post_init__(self) -> None:
        none = timedelta()
        faults = [
            (name, "not_positive", "give a positive duration")
            for name in ("first_reply_within", "orphan_after")
            if getattr(self, name) <= none
        ]
        if not none <= self.warn_before < max(self.first_reply_within, timedelta.resolution):
            faults.append(
                ("warn_before", "out_of_range", "warn after the question and not after the reply is due")
            )
        raise_if_invalid(faults)


def raise_if_invalid(faults: Iterable[tuple[str, str, str]]) -> None:
    """Tell all faults of settings at once.

    Raises:
        Invalid: There are any.
    """
    errors = [FieldError(*fault) for fault in faults]
    if errors:
        raise Invalid(errors, code="support.bad_settings")


qa = Feature(
    "support.qa",
    settings=QaSettings(),
    migrations=MIGRATIONS,
    requires=("posts",),
    grants={
        MEMBER: {"support.accept:own", "support.reopen:own", "support.close:own"},
        AGENT: {"support.accept", "support.reopen", "support.close", "support.request_information"},
        STEWARD: {"support.accept", "support.reopen", "support.close", "support.request_information"},
    },
    facts=(QuestionSolved, QuestionReopened, QuestionClosed),
    notification_kinds=(
        NotificationKind(
            name="support.question_solved",
            summary="Your answer, or an answer to your question, was accepted.",
        ),
        NotificationKind(
            name="support.question_merged", summary="A question of yours was merged into another one."
        ),
    ),
)
"""Questions: accepted, reopened, closed, on hold."""

sla = Feature(
    "support.sla",
    tables=metadata,
    migrations=MIGRATIONS,
    settings=SlaSettings(),
    requires=("support.qa", "support.handoff"),
    grants={
        MEMBER: {"support.read_queue"},
        AGENT: {"support.read_metrics"},
        STEWARD: {"support.read_metrics"},
        HOST: {"support.check_first_reply_clocks"},
    },
    facts=(FirstReplyReceived, FirstReplyDueSoon, FirstReplyOverdue, QuestionOrphaned),
    records=(FirstReplyClock, QueuedQuestion, ClockReport, SupportMetrics),
    notification_kinds=(
        NotificationKind(
            name="support.first_reply_due_soon", summary="You are staff, and a first reply is due soon."
        ),
        NotificationKind(
            name="support.first_reply_overdue",
            summary="You are staff, and a first reply is overdue.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="support.question_orphaned", summary="You are staff, and a question was left alone."
        ),
    ),
)
"""The first-reply clock, the queue, and the numbers."""
