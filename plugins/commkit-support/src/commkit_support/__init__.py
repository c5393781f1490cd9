"""Support communities for commkit: questions, answers, a first-reply clock, and handoffs to a help desk."""

from commkit_support.announcements import gates as _announcement_gates
from commkit_support.announcements.feature import announcement_feature
from commkit_support.calendar.records import BusinessCalendar
from commkit_support.clock import handlers as _clock_handlers
from commkit_support.clock import queries as _clock_queries
from commkit_support.clock import reactions as _clock_reactions
from commkit_support.clock import subscribers as _clock_subscribers
from commkit_support.clock.facts import (
    FirstReplyDueSoon,
    FirstReplyOverdue,
    FirstReplyReceived,
    PriorityChanged,
    QuestionOrphaned,
    ResolutionDueSoon,
    ResolutionOverdue,
)
from commkit_support.clock.feature import NORMAL, ClockSettings, Priority, clock_feature
from commkit_support.clock.messages import CheckClocks, ReadClock, SetPriority
from commkit_support.clock.policy import promise_status
from commkit_support.clock.records import ClockReport, Goal, Promise, PromiseStatus, QuestionClock
from commkit_support.community_type import SUPPORT
from commkit_support.handoff import explanations as _handoff_explanations
from commkit_support.handoff import gates as _handoff_gates
from commkit_support.handoff import offers as _handoff_offers
from commkit_support.handoff import queries as _handoff_queries
from commkit_support.handoff import reactions as _handoff_reactions
from commkit_support.handoff import subscribers as _handoff_subscribers
from commkit_support.handoff.facts import (
    HandoffAccepted,
    HandoffAnswered,
    HandoffDeclined,
    HandoffFailed,
    HandoffLinked,
    HandoffOffered,
    HandoffReturned,
)
from commkit_support.handoff.feature import HandoffSettings
from commkit_support.handoff.messages import (
    ListHandoffs,
    OfferHandoff,
    ReadHandoffBundle,
    RecordHandoffAccepted,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
    RecordHandoffLinked,
)
from commkit_support.handoff.ports import HelpDesk, HelpDeskRefused, HelpDeskUnreachable
from commkit_support.handoff.records import (
    Handoff,
    HandoffBundle,
    HandoffBundleReply,
    HandoffReceipt,
    HandoffState,
)
from commkit_support.plugin import Support
from commkit_support.policy import AGENT
from commkit_support.queues import queries as _queue_queries
from commkit_support.queues.messages import (
    ListOrphanedQuestions,
    ListUnansweredQuestions,
    ReadSupportMetrics,
)
from commkit_support.queues.records import QueuedQuestion, SupportMetrics
from commkit_support.redaction.policy import redact

__all__ = [
    "AGENT",
    "NORMAL",
    "SUPPORT",
    "BusinessCalendar",
    "CheckClocks",
    "ClockReport",
    "ClockSettings",
    "FirstReplyDueSoon",
    "FirstReplyOverdue",
    "FirstReplyReceived",
    "Goal",
    "Handoff",
    "HandoffAccepted",
    "HandoffAnswered",
    "HandoffBundle",
    "HandoffBundleReply",
    "HandoffDeclined",
    "HandoffFailed",
    "HandoffLinked",
    "HandoffOffered",
    "HandoffReceipt",
    "HandoffReturned",
    "HandoffSettings",
    "HandoffState",
    "HelpDesk",
    "HelpDeskRefused",
    "HelpDeskUnreachable",
    "ListHandoffs",
    "ListOrphanedQuestions",
    "ListUnansweredQuestions",
    "OfferHandoff",
    "Priority",
    "PriorityChanged",
    "Promise",
    "PromiseStatus",
    "QuestionClock",
    "QuestionOrphaned",
    "QueuedQuestion",
    "ReadClock",
    "ReadHandoffBundle",
    "ReadSupportMetrics",
    "RecordHandoffAccepted",
    "RecordHandoffAnswered",
    "RecordHandoffDeclined",
    "RecordHandoffFailed",
    "RecordHandoffLinked",
    "ResolutionDueSoon",
    "ResolutionOverdue",
    "SetPriority",
    "Support",
    "SupportMetrics",
    "announcement_feature",
    "clock_feature",
    "promise_status",
    "redact",
]

del (
    _announcement_gates,
    _clock_handlers,
    _clock_queries,
    _clock_reactions,
    _clock_subscribers,
    _handoff_explanations,
    _handoff_gates,
    _handoff_offers,
    _handoff_queries,
    _handoff_reactions,
    _handoff_subscribers,
    _queue_queries,
)
